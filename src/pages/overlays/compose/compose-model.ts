import { computed, signal } from "@preact/signals";
import { lookupPlan } from "../../../domain/discovery/plan";
import type { Recipients } from "../../../messages/channel";
import type { DraftSummary } from "../../../messages/types";
import { ask } from "../ask";
import { beforeBlank } from "../blank";
import type { Session } from "../connect";
import { createAttachKey } from "./attach-key";
import { type CloseAct, type CloseWay, closeChosen, closeRequested, type Taken } from "./closing";
import { createDraftTimer } from "./draft-timing";
import { allAddresses, createRecipientKeys } from "./recipient-keys";
import { nextSeal, type Refusal, type SealEvent, type SealState } from "./sealing";
import { createBindings, hasStrong, replacementsIn } from "./strong-binding";

export type DraftStatus =
  | { readonly is: "none" }
  | { readonly is: "sealed"; readonly at: number }
  | { readonly is: "failing"; readonly code: string };

/** What stands in the way before writing starts. */
export type Start =
  | { readonly is: "ready" }
  /** A draft or a message of ours needs the key. */
  | { readonly is: "locked"; readonly what: "draft" | "message" }
  /** The page's box held a sealed message that does not open. */
  | { readonly is: "unreadable" };

const ARMORED = /^\s*-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----\s*$/;

/** What the compose overlay knows and does. The text lives in the textarea; `text` follows it. */
export function createComposeModel(session: Session<"compose">) {
  const { job } = session;
  const bindings = createBindings();
  /** As the page's fields have them; `recipients` are those to seal to. */
  let onPage = job.recipients;
  const recipients = signal<Recipients>(bindings.bound(job.recipients));
  const subject = signal(job.subject);
  const text = signal("");
  const start = signal<Start>({ is: "ready" });
  const seal = signal<SealState>({ step: "writing" });
  const closing = signal(false);
  const draft = signal<DraftStatus>({ is: "none" });
  const offered = signal<DraftSummary | null>(null);
  const stopped = signal(false);
  const reopened = signal(false);
  /** Bumped when the text was set from here, so that the editor takes it over. */
  const placed = signal<{ text: string; caret: "top" | "end" }>({ text: "", caret: "end" });
  const keys = createRecipientKeys(lookupPlan(session.settings));

  let draftId = job.draftId ?? crypto.randomUUID();
  const taken: Taken = { text: job.taken, sealed: ARMORED.test(job.taken) };
  let opened = "";

  // Drafts ---------------------------------------------------------------------------------------------------------
  const save = async (): Promise<boolean> => {
    const answer = await ask("draft.save", {
      id: draftId,
      place: job.place,
      composeKey: job.composeKey,
      account: job.account,
      text: text.value,
      to: allAddresses(recipients.value),
      subject: subject.value.slice(0, 2000),
    });
    draft.value = answer.ok ? { is: "sealed", at: answer.value.savedAt } : { is: "failing", code: answer.code };
    return answer.ok;
  };
  const timer = createDraftTimer(save, {
    now: () => performance.now(),
    later: (work, ms) => {
      const id = setTimeout(work, ms);
      return () => clearTimeout(id);
    },
  });
  beforeBlank(() => {
    timer.flush();
    timer.stop();
  });
  const dropDraft = async (): Promise<void> => {
    timer.stop();
    await ask("draft.drop", { id: draftId });
  };

  const edited = (value: string): void => {
    text.value = value;
    timer.changed();
    if (seal.value.step === "refused" || seal.value.step === "failed") step({ type: "cancel" });
  };
  const place = (value: string, caret: "top" | "end"): void => {
    text.value = value;
    placed.value = { text: value, caret };
  };

  const loadDraft = async (id: string, caret: "top" | "end"): Promise<void> => {
    const answer = await ask("draft.load", { id });
    if (answer.ok) {
      const typed = text.value.trim() === "" ? "" : `\n\n${text.value}`;
      place(answer.value.text + typed, caret);
      start.value = { is: "ready" };
      draft.value = { is: "sealed", at: answer.value.savedAt };
      draftId = id;
      offered.value = null;
      return;
    }
    if (answer.code === "locked") {
      pending = () => loadDraft(id, caret);
      start.value = { is: "locked", what: "draft" };
      return;
    }
    offered.value = null;
    start.value = { is: "ready" };
  };

  const reopen = async (): Promise<void> => {
    const answer = await ask("message.open", {
      armored: job.taken,
      from: null,
      to: [],
      date: null,
      account: job.account,
    });
    if (answer.ok) {
      opened = answer.value.text;
      place(opened, "end");
      reopened.value = true;
      start.value = { is: "ready" };
    } else if (answer.code === "locked") {
      pending = reopen;
      start.value = { is: "locked", what: "message" };
    } else {
      start.value = { is: "unreadable" };
    }
  };

  /** What an unlocked key will be used for. */
  let pending: () => Promise<void> = async () => {};

  const begin = async (): Promise<void> => {
    void keys.follow(recipients.value);
    if (job.draftId) return loadDraft(job.draftId, "top");
    if (taken.sealed) await reopen();
    else if (job.taken.trim() !== "") {
      place(job.taken, "end");
      timer.changed();
    }
    const found = await ask("draft.find", { place: job.place, composeKey: job.composeKey, account: job.account });
    if (!found.ok || found.value.length === 0) return;
    const exact = job.composeKey === null ? undefined : found.value.find((one) => one.composeKey === job.composeKey);
    if (exact && text.value.trim() === "" && start.value.is === "ready") return loadDraft(exact.id, "end");
    offered.value = exact ?? found.value[0]!;
  };

  const refuseOffer = async (): Promise<void> => {
    const summary = offered.value;
    offered.value = null;
    if (summary) await ask("draft.drop", { id: summary.id });
  };

  // Sealing --------------------------------------------------------------------------------------------------------
  const refusal = (): Refusal | null => {
    if (text.value.trim() === "") return "empty";
    if (recipients.value.unreadable.length > 0) return "unreadable";
    return allAddresses(recipients.value).length === 0 ? "no-recipients" : null;
  };

  const step = (event: SealEvent): void => {
    const before = seal.value;
    seal.value = nextSeal(before, event);
    if (seal.value !== before) void enter(seal.value);
  };

  const enter = async (state: SealState): Promise<void> => {
    if (state.step === "sealing") {
      stopped.value = false;
      const of = (list: Recipients["to"]): string[] => list.map((mailbox) => mailbox.address);
      const { to, cc, bcc } = recipients.value;
      const answer = await ask("message.seal", {
        text: text.value,
        to: of(to),
        cc: of(cc),
        bcc: of(bcc),
        account: job.account,
      });
      if (answer.ok) step({ type: "sealed", armored: answer.value.armored });
      else
        step({
          type: "not-sealed",
          code: answer.code,
          detail: answer.detail ?? [],
          strong: hasStrong(recipients.value),
        });
    }
    if (state.step === "inserting") insert(state);
    if (state.step === "done") {
      await dropDraft();
      session.post({ type: "close", restore: false });
    }
  };
  const insert = (state: Extract<SealState, { step: "inserting" }>): void => {
    // Somebody strong may have been added while the question was open.
    if (state.text === null && hasStrong(recipients.value)) seal.value = { step: "failed", code: "strong-mismatch" };
    else
      session.post({
        type: "insert",
        text: state.text ?? text.value,
        send: state.send,
        replace: replacementsIn(onPage),
      });
  };
  const press = (send: boolean): void => step({ type: "press", send, refusal: refusal() });

  // Closing --------------------------------------------------------------------------------------------------------
  let leaving: CloseAct | null = null;
  const leave = async (act: CloseAct): Promise<void> => {
    if (act.act === "ask") {
      closing.value = true;
      return;
    }
    if (act.insert !== null) {
      leaving = act;
      session.post({ type: "insert", text: act.insert, send: false, replace: [] });
      return;
    }
    if (act.dropDraft) await dropDraft();
    else await save();
    session.post({ type: "close", restore: act.restore });
  };
  const askClose = (): void => {
    if (seal.value.step === "failed" && seal.value.code === "page-send-missing") {
      void leave({ act: "leave", insert: null, restore: false, dropDraft: true });
    } else if (start.value.is !== "ready") {
      session.post({ type: "close", restore: true });
    } else {
      void leave(closeRequested(text.value, opened, taken));
    }
  };
  const chooseClose = (way: CloseWay): void => {
    closing.value = false;
    void leave(closeChosen(way, text.value, taken));
  };

  session.listen((message) => {
    if (message.type === "recipients") {
      onPage = message.recipients;
      recipients.value = bindings.bound(onPage);
      subject.value = message.subject;
      void keys.follow(recipients.value);
      if (seal.value.step === "retype" && replacementsIn(onPage).length === 0) step({ type: "cancel" });
    }
    if (message.type === "page-send-stopped") stopped.value = true;
    if (message.type === "not-replaced") step({ type: "not-replaced", replacements: message.replacements });
    if (message.type === "inserted") {
      if (!leaving) step({ type: "inserted", ok: message.ok, sent: message.sent });
      else if (message.ok) void dropDraft().then(() => session.post({ type: "close", restore: false }));
      else seal.value = { step: "failed", code: "page-refused" };
      leaving = null;
    }
  });
  for (const [target, type] of [
    [window, "pagehide"],
    [window, "blur"],
    [document, "visibilitychange"],
  ] as const) {
    target.addEventListener(type, () => timer.flush());
  }

  const blocked = computed(() => seal.value.step === "sealing" || seal.value.step === "inserting");

  return {
    session,
    job,
    recipients,
    subject,
    text,
    start,
    seal,
    closing,
    draft,
    offered,
    stopped,
    reopened,
    placed,
    keys,
    ownKey: createAttachKey(session),
    blocked,
    panelOpen: signal(false),
    begin,
    edited,
    press,
    step,
    askClose,
    chooseClose,
    refuseOffer,
    restoreOffer: () => loadDraft(offered.value!.id, "end"),
    unlocked: () => void pending(),
  };
}

export type ComposeModel = ReturnType<typeof createComposeModel>;
