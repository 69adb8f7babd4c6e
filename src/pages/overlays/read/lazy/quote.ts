/** Quotes as in mail: "> " before each line, one more ">" where the line is already a quote (RFC 3676 4.5). */
export function quote(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`))
    .join("\n");
}

/** A reply with room above the quote for the answer. `lead` is the line "On ..., ... wrote:". */
export const replyText = (lead: string, text: string, opening = ""): string =>
  `${opening}\n\n${lead}\n${quote(text)}\n`;
