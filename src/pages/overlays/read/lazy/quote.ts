/** Quotes as mail does: "> " before each line, one more ">" where the line is a quote already (RFC 3676 4.5). */
export function quote(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`))
    .join("\n");
}

/** A reply that starts empty, with room above the quote for the answer. `lead` is "On ..., ... wrote:" in words. */
export const replyText = (lead: string, text: string, opening = ""): string =>
  `${opening}\n\n${lead}\n${quote(text)}\n`;
