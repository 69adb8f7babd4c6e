// A background that runs on while its files are exchanged, as those of an unpacked extension are, is old: its pages are not.
import browser from "../../platform/browser";
import { BUILD } from "../../platform/build";
import { packagedBuild } from "../fetch";
import { sealOpenDrafts } from "../mail/draft-holders";

/** In storage.local: the build that was last begun anew for. A browser that brings the old one back is not asked again. */
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
