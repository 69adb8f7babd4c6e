import { signal } from "@preact/signals";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import { closeOwnWindow, inOwnWindow } from "../../frame/own-window";

/** A browser that has opened no window by then will not open one. */
export const OPEN_MS = 10_000;

interface MovingContext {
  /** Seals what is written; false: it could not be kept, and nothing moves. */
  readonly save: () => Promise<boolean>;
  readonly id: () => string;
}

/** Has a window of our own continue in this frame's place. Null: it opens, and the page reloads this frame once it has connected. */
export async function openWindow(
  session: Session<"compose">,
  draftId: string | null,
): Promise<"private" | "no-window" | null> {
  const ticket = crypto.randomUUID();
  session.post({ event: "movedToWindow", ticket, draftId });
  const answer = await ask("ticket.move", { ticket, own: session.ticket });
  if (answer.ok) return null;
  return answer.code === "private" ? "private" : "no-window";
}

/** Between the page's box and a window of its own the text goes as a sealed draft, and stays where it was until that is kept. */
export function createMoving(session: Session<"compose">, { save, id }: MovingContext) {
  const inWindow = inOwnWindow();
  const moving = signal(false);
  const failed = signal<"no-window" | "private" | null>(null);
  const pageGone = signal(false);
  /** soon: the message is done with, and something is still to be kept. now: this window closes with its line. */
  let leaving: "soon" | "now" | null = null;
  let lineEnded = false;
  let known = session.job.draftId;

  const toWindow = async (): Promise<void> => {
    if (moving.value) return;
    moving.value = true;
    failed.value = null;
    const kept = await save();
    if (kept) {
      failed.value = await openWindow(session, id());
      // Until then nothing else is pressed here.
      if (!failed.value) await new Promise((resolve) => setTimeout(resolve, OPEN_MS));
    }
    moving.value = false;
  };
  const toPage = async (): Promise<void> => {
    if (moving.value) return;
    moving.value = true;
    if (await save()) await closeOwnWindow();
    moving.value = false;
  };

  const settleEnd = (): void => {
    if (!lineEnded || leaving === "soon") return;
    if (leaving === "now") {
      void closeOwnWindow();
      return;
    }
    pageGone.value = true;
    void save();
  };

  session.listen((message) => {
    if (message.event === "back" && inWindow) void toPage();
    if (message.event !== "gone") return;
    lineEnded = true;
    settleEnd();
  });

  return readOnly({
    inWindow,
    moving,
    failed,
    pageGone,
    toWindow,
    toPage,
    /** A window that closes, and a frame that the page moves, leave nothing but the draft, which the page's box then must know. */
    keptAs: (draft: string) => {
      if (draft === known) return;
      known = draft;
      session.post({ event: "draftNamed", draftId: draft });
    },
    /** The overlay is closing: if the line ends, the page is not lost. Null: it stays after all. */
    leave: (when: "soon" | "now" | null) => {
      leaving = when;
      settleEnd();
    },
    /** A private window has no window of its own: the message stays in the page. */
    staysInPage: () => {
      failed.value = "private";
    },
  });
}

export type MovingModel = ReturnType<typeof createMoving>;
