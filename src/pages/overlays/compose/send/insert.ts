// What was made of the message goes into the page, and can be taken back until the page has all of it.
import { signal } from "@preact/signals";
import type { Recipients } from "../../../../domain/address";
import { deliveryAddress } from "../../../../domain/discovery/strong-address";
import type { Insert, InsertAnswer, SealedTo } from "../../../../messages/page-calls";
import type { NotDone } from "../../../../messages/wire";
import { readOnly } from "../../../read-only";
import type { Session } from "../../frame/connect";
import type { Written } from "../state/composition";
import { replacementsIn } from "../state/recipients";
import type { Inserting } from "../state/sending";

/** A file of the message, moved or deleted since it was attached, cannot be put into the page. */
export interface Unreadable {
  readonly is: "file-unreadable";
}

interface InsertingContext {
  readonly session: Session<"compose">;
  readonly written: Written;
  /** As the page's fields have them now. */
  readonly onPage: () => Recipients;
  /** The page's Send is about to be pressed; false: it was not. */
  readonly leaving: (now: boolean) => Promise<void>;
}

type Parts = Pick<Insert, "text" | "files" | "entity" | "subject">;

const of = (list: Recipients["to"]): string[] => list.map(({ address }) => deliveryAddress(address));

/** As the page's fields must name them when Send is pressed. */
export const sealedTo = ({ to, cc, bcc }: Recipients, from: string | null, beside: SealedTo["beside"]): SealedTo => ({
  from,
  open: [...of(to), ...of(cc)],
  hidden: of(bcc),
  ...(beside && { beside }),
});

export function createInserting({ session, written, onPage, leaving }: InsertingContext) {
  /** Sealed files that the page did not give back. */
  const left = signal<readonly string[]>([]);
  /** What stands in the page's box since the last insert that went well. */
  let placed = "";
  let stop: AbortController | null = null;

  const partsOf = async ({ text, shape, way }: Inserting, to: SealedTo): Promise<Parts> => {
    const { clearParts, saveSealed, sealedParts } = await import("./lazy/encrypt");
    if (text === null) return clearParts(written);
    const parts = sealedParts(text, shape, written, way === "by-hand" ? undefined : to);
    if (way !== "by-hand") return parts;
    // The line of text and the outer subject go into the page; the file, saved by the user, follows by hand.
    saveSealed(parts);
    return { ...parts, files: [] };
  };

  /** `to`: whom it was sealed to and signed for. */
  const insert = async (state: Inserting, to: SealedTo): Promise<InsertAnswer | NotDone | Unreadable> => {
    stop = new AbortController();
    const { signal } = stop;
    const parts = await partsOf(state, to).catch(() => null);
    if (!parts) return { is: "file-unreadable" };
    const { clear } = state;
    const replace = clear ? [] : replacementsIn(onPage());
    const send = state.send ? to : null;
    if (send) await leaving(true);
    const answer = await session.page.ask("insert", { ...parts, clear, replace, send }, signal);
    left.value = "left" in answer ? (answer.left ?? []) : [];
    if (answer.is === "inserted") placed = parts.text;
    // The next press hands over files.
    if (answer.is === "entity-refused") written.filesOnly();
    if (send && !(answer.is === "inserted" && answer.sent)) await leaving(false);
    return answer;
  };

  return readOnly({ left, insert, cancel: () => stop?.abort(), placed: () => placed });
}
