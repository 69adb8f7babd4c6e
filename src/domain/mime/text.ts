// The text of a text part, ready to be shown (RFC 2046 4.1, RFC 3676).
import { type DecodedText, decodeText } from "./charset";
import { decodeBody, type Part } from "./tree";

/** Lines end with line feeds; format=flowed is joined to whole paragraphs. Never throws. */
export function textOf(part: Part): DecodedText {
  const { text, guessed } = decodeText(decodeBody(part), charsetOf(part));
  const lines = text.replace(/\r\n?/g, "\n");
  const flowed = part.type === "text/plain" && part.params.get("format")?.toLowerCase() === "flowed";
  return { text: flowed ? unflow(lines, part.params.get("delsp")?.toLowerCase() === "yes") : lines, guessed };
}

const charsetOf = (part: Part): string => part.params.get("charset") ?? "";

/** Quote marks, then the rest of the line (RFC 3676 4.5). */
const QUOTE = /^(>*)(.*)$/s;

/** RFC 3676 4: joins a line that ends with a space to the next one of the same quote depth. `delsp`: that space is removed. */
export function unflow(text: string, delsp: boolean): string {
  const out: string[] = [];
  let paragraph: string[] = [];
  let depth = -1;
  const flush = (): void => {
    if (depth >= 0) out.push(`${quote(depth)}${paragraph.join("")}`);
    paragraph = [];
    depth = -1;
  };
  for (const line of text.split("\n")) {
    const [, marks = "", rest = ""] = QUOTE.exec(line) ?? [];
    const unstuffed = rest.startsWith(" ") ? rest.slice(1) : rest;
    // The signature separator ends with a space but is a line of its own (RFC 3676 4.3).
    const flows = unstuffed.endsWith(" ") && unstuffed !== "-- ";
    if (depth >= 0 && (marks.length !== depth || unstuffed === "-- ")) flush();
    depth = marks.length;
    paragraph.push(flows && delsp ? unstuffed.slice(0, -1) : unstuffed);
    if (!flows) flush();
  }
  flush();
  return out.join("\n");
}

const quote = (depth: number): string => (depth > 0 ? `${">".repeat(depth)} ` : "");
