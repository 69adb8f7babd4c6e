// What the editor begins with: an answer's draft, the page's own text, what was sealed into its box within the hour, or
// nothing; and what is offered to go on with.
import { signal } from "@preact/signals";
import type { Person, Recipients } from "../../../../domain/address";
import { type DraftSummary, isOpen } from "../../../../domain/draft-summary";
import { textDigest } from "../../../../domain/text-digest";
import type { ComposeJob } from "../../../../messages/channel";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Taken } from "./closing";
import type { Written } from "./composition";
import type { DraftKeeping } from "./draft";
import type { KeptDraft, Typed } from "./lazy/kept-draft";
import { goesOnlyTo } from "./recipients";

/** What stands in the way before writing starts. */
export type Start =
  | { readonly is: "ready" }
  /** A draft needs the key. */
  | { readonly is: "locked" }
  /** The page's box holds a sealed message that is no draft of this device. */
  | { readonly is: "foreign" }
  /** Earlier drafts could not be looked for, so nothing new is started in their place. */
  | { readonly is: "unread"; readonly again: () => Promise<void> };

interface BeginningContext {
  readonly job: ComposeJob;
  readonly written: Written;
  readonly keeping: Pick<DraftKeeping, "load" | "take">;
  readonly recipients: () => Recipients;
  /** Asks for the keys of the recipients. */
  readonly lookUp: () => void;
  /** The draft has a list of the writer's own. */
  readonly bringStated: (list: Recipients | null) => void;
  /** The page's text is to be kept from now on. */
  readonly toKeep: () => void;
  /** What is written goes on in this draft. */
  readonly goesOnIn: (draft: string) => void;
}

const ARMORED = /^\s*-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----\s*$/;

export function createBeginning(context: BeginningContext) {
  const { job, written, keeping, recipients, lookUp, bringStated, toKeep, goesOnIn } = context;
  const { text } = written;
  const start = signal<Start>({ is: "ready" });
  const offered = signal<DraftSummary | null>(null);
  /** Files of the draft that were not kept, and the people it was for, whom the page's fields may not have. */
  const lost = signal<readonly string[]>([]);
  const meant = signal<readonly Person[]>([]);
  /** What was sealed into the box is written on. */
  const reopened = signal(false);
  /** Set anew when the text was set from here, so that the editor takes it over. */
  const placed = signal<{ html: string | null; caret: number | null }>({ html: null, caret: null });
  const armored = ARMORED.test(job.taken);
  let taken: Taken = { text: job.taken, sealed: armored };
  let opened = "";
  /** Whether anything was written since a message was taken up again. */
  let touched = false;
  /** What an unlocked key will be used for. */
  let pending: () => Promise<void> = async () => {};

  /** The caret goes to an offset in the text, or to its end. */
  const place = (value: string, caret: number | null = null, html: string | null = null): void => {
    written.put(value, html);
    placed.value = { html, caret };
  };
  const whenUnlocked = (work: () => Promise<void>): void => {
    pending = work;
    start.value = { is: "locked" };
  };
  const unread = (again: () => Promise<void>): void => {
    start.value = { is: "unread", again };
  };

  const loadDraft = async (id: string, where: Typed): Promise<void> => {
    const kept = await keeping.load(id);
    if (kept === "locked") return whenUnlocked(() => loadDraft(id, where));
    if (kept === "unread") return unread(() => loadDraft(id, where));
    offered.value = null;
    start.value = { is: "ready" };
    if (kept !== "gone") {
      await takeUp(kept, where);
      goesOnIn(kept.id);
    }
    // The page knows the draft's id, but the draft was never saved.
    else if (id === job.draftId && !armored && text.value === "") place(job.taken);
  };

  const takeUp = async (kept: KeptDraft, where: Typed): Promise<void> => {
    const { mergedHtml, mergedText, wantedSubject } = await import("./lazy/kept-draft");
    written.settle();
    const typed = { text: text.value, html: written.html.value };
    const caret = typed.text.trim() === "" ? 0 : typed.text.length;
    place(mergedText(kept, typed, where), where === "above" ? caret : null, mergedHtml(kept, typed, where));
    written.takeUp(kept, wantedSubject(kept.subject, written.subject.value, job, written.isNamed()));
    keeping.take(kept);
    bringStated(kept.stated);
    if (touched) goesOnIn(kept.id);
    if (kept.files.length > 0) written.attach(kept.files);
    lost.value = kept.lost;
    meant.value = kept.people;
  };

  /**
   * The box holds what was sealed there within the hour. It opens by itself where it is certainly this message and goes to
   * nobody else; a page can lay a message to one in a box that is addressed to another.
   */
  const reopen = async (summary: DraftSummary): Promise<void> => {
    const certain = armored || (job.composeKey !== null && summary.composeKey === job.composeKey);
    const kept = certain ? await keeping.load(summary.id) : "gone";
    if (kept === "locked") return whenUnlocked(() => reopen(summary));
    if (kept === "unread") return unread(() => reopen(summary));
    start.value = { is: "ready" };
    if (kept === "gone" || !goesOnlyTo(recipients(), kept.people)) {
      offered.value = summary;
      return;
    }
    await takeUp(kept, "below");
    opened = text.value;
    reopened.value = true;
    touched = false;
  };

  /** The drafts that may be this message; null: nobody could tell. */
  const findDrafts = async (): Promise<readonly DraftSummary[] | null> => {
    const { place: where, composeKey, account } = job;
    const digest = job.taken.trim() === "" ? null : await textDigest(job.taken);
    const found = await ask("draft.find", { place: where, composeKey, account, digest });
    return found.ok ? found.value : null;
  };

  const begin = async (): Promise<void> => {
    lookUp();
    if (job.draftId) return loadDraft(job.draftId, "above");
    const isText = !armored && job.taken.trim() !== "";
    if (isText) place(job.taken);
    const found = await findDrafts();
    // A text from the page is here and can be continued; without one nothing is lost by asking again.
    if (!found && !isText) return unread(begin);
    if (start.value.is === "unread") start.value = { is: "ready" };
    const drafts = found ?? [];
    const ours = drafts.find((one) => one.placedAt !== null);
    if (ours) {
      taken = { ...taken, sealed: true };
      if (text.value === job.taken) place("");
      return reopen(ours);
    }
    if (isText) toKeep();
    const exact = job.composeKey === null ? undefined : drafts.find((one) => one.composeKey === job.composeKey);
    if (exact && !isOpen(exact) && text.value.trim() === "") return loadDraft(exact.id, "below");
    // Somebody's sealed message, or one of ours from before: never opened into the editor.
    if (armored) {
      start.value = { is: "foreign" };
      return;
    }
    const wanted = drafts.find((one) => one.wanted && !isOpen(one));
    if (wanted) return loadDraft(wanted.id, "below");
    offered.value = exact ?? drafts.find((one) => !isOpen(one)) ?? drafts[0] ?? null;
  };

  const refuseOffer = async (): Promise<void> => {
    const summary = offered.value;
    offered.value = null;
    // A draft that another window is writing is left to it.
    if (summary && !isOpen(summary)) await ask("draft.drop", { id: summary.id });
  };

  return readOnly({
    start,
    offered,
    lost,
    meant,
    reopened,
    placed,
    begin,
    place,
    refuseOffer,
    restoreOffer: () => loadDraft(offered.value!.id, "below"),
    unlocked: () => void pending(),
    /** Something was written. */
    touch: () => {
      touched = true;
    },
    /** Closed as it is, the box is given back as it was: nothing was begun, or nothing added. */
    isUntouched: () => start.value.is !== "ready" || (reopened.value && !touched),
    /** What the box held, and the text the editor started with. */
    taken: () => taken,
    opened: () => opened,
  });
}

export type Beginning = ReturnType<typeof createBeginning>;
