// When the files of a running extension are replaced, as happens with an unpacked one, its background is out of date
// and its pages are not.
import browser from "../../platform/browser";
import { BUILD } from "../../platform/build";
import { packagedBuild } from "../fetch";
import { sealOpenDrafts } from "../mail/draft-holders";

/** In storage.local: the build of the last restart. If the browser restores the old one, there is no second restart. */
const RENEWED_FOR = "renewedFor";

let renewing: Promise<void> | null = null;

/**
 * Restarts the extension if the package on disk is another build, once open drafts have been sealed. If it is this build, then
 * the calling document is the old one, and reports that itself.
 */
export function renewIfOld(): Promise<void> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(): Promise<void> {
  const packaged = await packagedBuild();
  if (!packaged || packaged === BUILD) return;
  if ((await browser.storage.local.get(RENEWED_FOR))[RENEWED_FOR] === packaged) return;
  await browser.storage.local.set({ [RENEWED_FOR]: packaged });
  await sealOpenDrafts();
  browser.runtime.reload();
}
