import { getOwn, looksLikeMail, type SourcePart } from "../../dom/own-session";
import type { Environment } from "./environment";

/**
 * The raw message. With the page's token Roundcube sends the exact bytes as a download. When the token has expired, that
 * answer is an HTML page, and the plain view serves instead: it drops carriage returns and the last newline.
 */
export async function roundcubeSource(
  environment: Environment,
  signal: AbortSignal,
  part?: SourcePart,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(environment.comm_path ?? "?_task=mail", location.href);
  url.searchParams.set("_task", "mail");
  url.searchParams.set("_action", "viewsource");
  url.searchParams.set("_uid", environment.uid ?? "");
  url.searchParams.set("_mbox", environment.mailbox ?? "");
  const exact = new URL(url);
  exact.searchParams.set("_save", "1");
  exact.searchParams.set("_token", environment.request_token ?? "");
  try {
    const { bytes, type } = await getOwn(exact, signal, part);
    if (type !== "text/html" && looksLikeMail(bytes)) return bytes;
  } catch (error) {
    if (signal.aborted) throw error;
  }
  const { bytes, type } = await getOwn(url, signal, part);
  if (type === "text/html" || !looksLikeMail(bytes)) throw new Error("no source found");
  return bytes;
}
