// When the files of a running extension are replaced, as happens with an unpacked one, its background is out of date
// and its pages are not.
import browser from "../../platform/browser";
import { BUILD } from "../../platform/build";
import { packagedBuild } from "../fetch";
import { sealOpenDrafts } from "../mail/draft-holders";

/** In storage.local: the build we last restarted for. A browser that restores the old one is not asked again. */
const RENEWED_FOR = "renewedFor";

let renewing: Promise<void> | null = null;

/**
 * Begins anew where the package is of another build, when what is being written has been sealed. Where the package is of
 * this one, the document that called is old, and says so itself.
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
