import { computed, effect, signal } from "@preact/signals";
import { askInWaves, lookupPlan } from "../../../domain/discovery/plan";
import { indexOf } from "../../../domain/privacy/message-index";
import type { OpenCode, ServeCode } from "../../../messages/contract";
import type { LookupOutcome, Opened } from "../../../messages/types";
import { ask } from "../ask";
import type { Session } from "../connect";
import { pathFrom } from "../path";

export type ReadState =
  | { readonly phase: "opening" }
  | { readonly phase: "opened"; readonly opened: Opened }
  | { readonly phase: "failed"; readonly code: OpenCode | ServeCode; readonly detail: readonly string[] };

export type Finding = "idle" | "looking" | { readonly outcomes: readonly LookupOutcome[] };

/** What the read overlay knows. Every request can be made again, so a worker that died in between loses nothing. */
export function createReadModel(session: Session<"read">) {
  const { job } = session;
  const state = signal<ReadState>({ phase: "opening" });
  const finding = signal<Finding>("idle");
  const path = pathFrom(session, job.from?.address ?? null);
  const index = computed(() => {
    if (state.value.phase !== "opened") return null;
    const { facts } = state.value.opened;
    return indexOf(path.value ? { ...facts, path: path.value.facts } : facts);
  });
  effect(() => {
    if (index.value && state.value.phase === "opened")
      session.post({ type: "verdict", grade: index.value.grade, signature: state.value.opened.signature.state });
  });

  const open = async (): Promise<void> => {
    if (job.content.form !== "armored") return;
    const answer = await ask("message.open", {
      armored: job.content.armored,
      from: job.from?.address ?? null,
      to: [...job.to],
      date: job.date,
      account: job.account,
    });
    if (!answer.ok) {
      state.value = { phase: "failed", code: answer.code, detail: answer.detail ?? [] };
      return;
    }
    state.value = { phase: "opened", opened: answer.value };
  };

  /** Only on the user's click: this asks the network about the sender. */
  const findKey = async (): Promise<void> => {
    if (!job.from) return;
    const { address } = job.from;
    finding.value = "looking";
    const outcomes: LookupOutcome[] = [];
    await askInWaves(lookupPlan(session.settings), async (step) => {
      const answer = await ask("recipient.lookup", { address, ...step });
      if (!answer.ok) return null;
      outcomes.push(answer.value.outcome);
      return answer.value.state.state;
    });
    await open();
    finding.value = { outcomes };
  };

  /** Stores the reply sealed, then asks the page to open its reply editor on it. */
  const reply = async (text: string): Promise<boolean> => {
    const id = crypto.randomUUID();
    const saved = await ask("draft.save", {
      id,
      place: job.place,
      composeKey: null,
      account: job.account,
      text,
      to: job.from ? [job.from.address] : [],
      subject: "",
    });
    if (saved.ok) session.post({ type: "reply", draftId: id });
    return saved.ok;
  };

  return { session, job, state, finding, path, index, panelOpen: signal(false), open, findKey, reply };
}

export type ReadModel = ReturnType<typeof createReadModel>;
