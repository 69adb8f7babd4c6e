// The script of one webmail, in a document that asked for it because it has recognised itself.
import { fail, ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { isEnabled } from "./sites";
import { noteStarted } from "./started";

/** Runs only in the very document that asked, and only where the user enabled its origin and has not taken that back. */
export async function startSite(
  { site }: Request<"site.start">,
  { tabId, frameId, documentId, origin }: Sender,
): Promise<Answers["site.start"]> {
  if (tabId === null || frameId === null || origin === null || !(await isEnabled(origin))) return fail("not-granted");
  // Firefox names no documents. A script that comes too late, into another document, finds that nobody asked for it there.
  const where = documentId ? { documentIds: [documentId] } : { frameIds: [frameId] };
  try {
    await browser.scripting.executeScript({ target: { tabId, ...where }, files: [`content/${site}.js`] });
  } catch {
    return fail("gone");
  }
  if (frameId === 0) noteStarted(tabId);
  return ok(null);
}
