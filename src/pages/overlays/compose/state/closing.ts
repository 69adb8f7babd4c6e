// What closing the overlay means, decided without side effects.

/** What the page's box held when the overlay opened. `sealed`: a message Cachet had sealed before and opened again. */
export interface Taken {
  readonly text: string;
  readonly sealed: boolean;
}

export type CloseWay = "keep" | "put-back" | "discard";

export type CloseAct =
  /** Text was written that would be lost or bared: the user chooses. */
  | { readonly act: "ask" }
  | {
      readonly act: "leave";
      /** Text to put into the page's box in clear before leaving; null: none. */
      readonly insert: string | null;
      /** Give the page its own text back untouched. */
      readonly restore: boolean;
      readonly dropDraft: boolean;
    };

const leave = (rest: { insert?: string; restore?: boolean; dropDraft: boolean }): CloseAct => ({
  act: "leave",
  insert: rest.insert ?? null,
  restore: rest.restore ?? false,
  dropDraft: rest.dropDraft,
});

/**
 * `written` is the text now, `opened` the text the editor started with. A sealed message opened again and left as it was
 * goes back sealed without a question.
 */
export function closeRequested(written: string, opened: string, taken: Taken): CloseAct {
  if (taken.sealed && written === opened) return leave({ restore: true, dropDraft: true });
  if (written.trim() === "") return leave({ restore: taken.sealed, dropDraft: true });
  return { act: "ask" };
}

export function closeChosen(way: CloseWay, written: string, taken: Taken): CloseAct {
  switch (way) {
    case "keep":
      return leave({ restore: taken.sealed, dropDraft: false });
    case "discard":
      // Discarding the new words must not discard the sealed message the page had before.
      return leave({ restore: taken.sealed, dropDraft: true });
    case "put-back":
      return !taken.sealed && written === taken.text
        ? leave({ restore: true, dropDraft: true })
        : leave({ insert: written, dropDraft: true });
  }
}
