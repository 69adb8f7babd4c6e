import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { MessageName } from "../../../../messages/channel";
import { ask } from "../../frame/ask";
import type { Path } from "../lazy/path-facts";
import type { PageSource } from "./message-source";

type Job = MessageName & { readonly account: string | null };

/** The path of a message: what it proves, and its picture. */
export interface PathModel {
  /** Available at once from an earlier reading, else once the header is read. Null until then, and where nothing is proven. */
  readonly facts: ReadonlySignal<Path["facts"] | null>;
  /** Null until the header is read. */
  readonly path: ReadonlySignal<Path | null>;
  /** sought: looking for an earlier reading. asked: the page was asked for the header. settled: nothing more will come. */
  readonly state: ReadonlySignal<"sought" | "asked" | "settled">;
  /** Called when the panel opens and needs the path to draw. */
  draw(): void;
}

/**
 * Asks the page for the message's raw header, but only where the path is not known from an earlier reading. `always`: asks
 * anyway, because the header is needed for more than the path.
 */
export function pathFrom(
  job: Job,
  { header }: Pick<PageSource, "header">,
  from: string | null,
  always = false,
): PathModel {
  const facts = signal<Path["facts"] | null>(null);
  const path = signal<Path | null>(null);
  const state: Signal<"sought" | "asked" | "settled"> = signal("sought");
  const settle = (found: Path | null): void => {
    const before = facts.value;
    path.value = found;
    // An earlier finding that the sender's domain signed the message stays valid.
    facts.value = found && before?.dkimHere ? { ...found.facts, dkimHere: true } : (found?.facts ?? before);
    state.value = "settled";
  };
  let asked = false;
  const askPage = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    const raw = await header();
    settle(raw === null ? null : (await import("../lazy/path-facts")).pathOf(raw, from));
  };
  const seek = async (): Promise<void> => {
    const { account, messageKey } = job;
    const known = messageKey === null ? null : await ask("verdict.known", { account, message: messageKey });
    if (path.value) return;
    if (known?.ok && known.value) {
      facts.value = known.value.path;
      state.value = "settled";
      return;
    }
    if (state.value === "sought") state.value = "asked";
    void askPage();
  };
  if (always) void askPage();
  void seek();
  return { facts, path, state, draw: () => void askPage() };
}
