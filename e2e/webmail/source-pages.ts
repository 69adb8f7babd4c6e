// Two plain pages that Gmail offers beside its application: the original message, and the whole of a clipped one.
import type { Stored } from "./mailbox";

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** `?view=om`. */
export function originalPage(stored: Stored, raw: Buffer): string {
  return `<!doctype html><meta charset="utf-8"><title>Original message</title>
<h1>Original message</h1><table><tr><th>Message ID<td>${escaped(stored.messageId)}<tr><th>Subject<td>${escaped(stored.subject)}</table>
<a href="?view=att&th=${stored.id}&attid=0&disp=comp&safe=1&zw">Download original</a>
<pre class="raw_message_text" id="raw_message_text">${escaped(raw.toString("utf8"))}</pre>`;
}

/** `?view=lg`. */
export function clippedPage(stored: Stored): string {
  const lines = escaped(stored.text ?? "").replace(/\r?\n/g, "<br>\n");
  return `<!doctype html><meta charset="utf-8"><title>${escaped(stored.subject)}</title>
<div class="bodycontainer"><div class="maincontent"><table class="message"><tr><td>${escaped(stored.from.name)} &lt;${escaped(stored.from.address)}&gt;
<tr><td colspan="2"><div>${lines}</div></table></div></div>`;
}
