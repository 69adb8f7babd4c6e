import { getOwn, looksLikeMail, type SourcePart } from "../../dom/own-session";

/** Name of a message in Gmail's URLs. */
export type GmailName = { readonly permmsgid: string } | { readonly th: string };

/**
 * The URL at which Gmail answers for the account shown: .../mail/u/1/ in every window. A window with a single conversation
 * is at .../mail/u/1/popout, where Gmail answers nothing.
 */
export const mailAddress = (): string => location.origin + /^\/mail\/(?:.*?\bu\/\d+\/)?|$/.exec(location.pathname)![0];

/**
 * The raw message, exact to the byte, through Gmail's download of the whole message. Where that fails, or for the header
 * alone, from "Show original", which is one request to the page's own host.
 * `base` keeps the account (/mail/u/1/).
 */
export async function gmailSource(
  base: string,
  name: GmailName,
  signal: AbortSignal,
  part?: SourcePart,
): Promise<Uint8Array<ArrayBuffer>> {
  const which = new URLSearchParams(name as Record<string, string>).toString();
  if (part === "head") return shownOriginal(base, which, signal, part);
  try {
    // The download redirects to another host; without a changing parameter a second request loops through the cache and fails.
    const url = new URL(
      `${base}?view=att&${which}&attid=0&disp=comp&safe=1&zw&cacheCounter=${crypto.randomUUID().slice(0, 8)}`,
    );
    const { bytes } = await getOwn(url, signal);
    if (looksLikeMail(bytes)) return bytes;
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return shownOriginal(base, which, signal, part);
}

async function shownOriginal(
  base: string,
  which: string,
  signal: AbortSignal,
  part?: SourcePart,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes } = await getOwn(new URL(`${base}?view=om&${which}`), signal, part);
  const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
  const text = page.querySelector("#raw_message_text, pre")?.textContent ?? "";
  const source = new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n"));
  if (!looksLikeMail(source)) throw new Error("no original found");
  return source;
}
