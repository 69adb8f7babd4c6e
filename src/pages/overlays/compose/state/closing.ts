// What closing the overlay means. It is decided without side effects first, and then done.
import { signal } from "@preact/signals";
import { textDigest } from "../../../../domain/text-digest";
import { readOnly } from "../../../read-only";
import type { Session } from "../../frame/connect";
import type { Sealing } from "../send/sealing";
import type { Beginning } from "./beginning";
import type { Written } from "./composition";
import type { DraftKeeping, DraftTimer } from "./draft";
import type { MovingModel } from "./moving";
import { isInserting, type SealState } from "./sending";

/** What the page's box held when the overlay opened. `sealed`: it held a message that Cachet had sealed, which was opened again. */
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

interface ClosingContext {
  readonly session: Session<"compose">;
  readonly written: Written;
  readonly beginning: Beginning;
  readonly sealing: Sealing;
  readonly keeping: Pick<DraftKeeping, "drop" | "place">;
  readonly timer: DraftTimer;
  readonly moving: Pick<MovingModel, "leave">;
  readonly save: () => Promise<boolean>;
}

export function createClosing(context: ClosingContext) {
  const { session, written, beginning, sealing, keeping, timer, moving, save } = context;
  const { seal, step } = sealing;
  const asking = signal(false);
  /** Closing was asked for while the page may hold parts of the message, which are taken back first. */
  let closeNext = false;
  /** The draft may be gone already, so nothing may start in this editor any more. */
  let going = false;

  const dropDraft = async (): Promise<void> => {
    timer.stop();
    await keeping.drop();
  };
  /** The message is in the page now, and can be reopened from there for an hour. */
  const keepPlaced = async (): Promise<void> => {
    timer.stop();
    await keeping.place(await textDigest(sealing.inPage()));
  };
  const leavePage = async (restore: boolean): Promise<void> => {
    going = true;
    moving.leave("now");
    const answer = await session.page.ask("close", { restore });
    if (answer.is === "closed") return;
    going = false;
    moving.leave(null);
    if (answer.is === "files-left") sealing.filesLeft();
  };

  const act = async (wanted: CloseAct): Promise<void> => {
    if (wanted.act === "ask") {
      asking.value = true;
      return;
    }
    // Clear text must not stand beside a sealed file: the insert checks that.
    if (wanted.insert !== null || (wanted.restore && sealing.left.value.length > 0)) return step({ type: "put-back" });
    // A text that could not be saved stays here, beside the reason.
    going = wanted.dropDraft;
    if (wanted.dropDraft) await dropDraft();
    else if (!(await save())) return;
    // The page had this subject before, so giving it back reveals nothing.
    const { subjectTaken, subject } = session.job;
    if (subjectTaken) await session.page.ask("setSubject", { subject });
    await leavePage(wanted.restore);
  };

  const askClose = (): void => {
    written.settle();
    if (sealing.isInserting()) {
      closeNext = true;
      step({ type: "cancel" });
      return;
    }
    // A message in the making must not be sent while the question is open.
    if (seal.value.step === "sealing") step({ type: "cancel" });
    if (seal.value.step === "failed" && seal.value.code === "page-send-missing") {
      // The sealed message stays in the page as it is, its outer subject too.
      void keepPlaced().then(() => leavePage(false));
    } else if (seal.value.step === "by-hand" && seal.value.handed) {
      // The user has the message: the page's own box is theirs to fill, and the draft stays.
      void save().then((kept) => (kept ? leavePage(false) : undefined));
    } else if (beginning.isUntouched()) {
      void leavePage(true);
    } else {
      const more = written.html.value !== null || written.attachments.value.length > 0;
      void act(more ? { act: "ask" } : closeRequested(written.text.value, beginning.opened(), beginning.taken()));
    }
  };

  return readOnly({
    /** The user chooses what becomes of the text. */
    asking,
    askClose,
    chooseClose: (way: CloseWay): void => {
      asking.value = false;
      void act(closeChosen(way, written.text.value, beginning.taken()));
    },
    /** The user goes on writing. */
    stay: (): void => {
      asking.value = false;
    },
    dropDraft,
    isGoing: () => going,
    /** Follows the sealing: once it is done the overlay closes, and once the page gave everything back it asks, if that was wanted. */
    follow: async (state: SealState): Promise<void> => {
      if (state.step === "done") {
        // The page takes the editor away soon, whether or not everything has been kept by then.
        moving.leave("soon");
        if (!state.unfinished) await (state.clear ? dropDraft() : keepPlaced());
        await leavePage(false);
      } else if (closeNext && !isInserting(state)) {
        closeNext = false;
        askClose();
      }
    },
  });
}
