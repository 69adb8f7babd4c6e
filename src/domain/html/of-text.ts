// Converts plain text to the HTML of the rich editor.

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);

/** One block per line, as the editor makes them; leading and double spaces are kept. */
export const htmlOfText = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "<div><br></div>" : `<div>${escaped(line.replace(/^ | (?= )/g, "\u00a0"))}</div>`))
    .join("");

/** A whole document, as sent in mail. */
export const asDocument = (html: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
