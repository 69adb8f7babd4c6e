import type { ReadJob } from "../../messages/channel";
import { type ArmorBlock, armorIn, signatureOf } from "../dom/armor-text";
import { plainTextOf } from "../dom/source-text";
import type { MessageView } from "../sites/site";
import type { Room } from "./room";

/**
 * What the read overlay gets for a block. Sealed armor survives a page; signed text may not, and a clipped message lacks
 * its end: for those the webmail's own source is asked, and the page's text serves when there is none.
 */
export async function contentOf(
  view: MessageView,
  block: ArmorBlock,
  { signal, sourceSeen }: Pick<Room, "signal" | "sourceSeen">,
): Promise<ReadJob["content"]> {
  if (block.kind === "message") return { form: "armored", armored: block.text };
  if (block.kind === "key") return { form: "key", armored: block.text };
  const shown: ReadJob["content"] =
    block.kind === "clipped" ? { form: "clipped" } : { form: "armored", armored: block.text };
  if (!view.rawSource) return shown;
  try {
    const source = await view.rawSource(signal);
    sourceSeen(source);
    const text = plainTextOf(source);
    const blocks = text === null ? [] : armorIn(text.split("\n").map((line) => ({ text: line, wall: false })));
    const same =
      block.kind === "clipped"
        ? blocks.find((other) => other.kind === "message" || other.kind === "signed")
        : blocks.find((other) => other.kind === "signed" && signatureOf(other.text) === signatureOf(block.text));
    return same ? { form: "armored", armored: same.text } : shown;
  } catch {
    return shown; // the webmail did not answer; what the page shows is still checked
  }
}
