// The check of a domain's signature on a message (DKIM). It asks the network for the domain's key, so it runs only when the
// user says so; the code that checks is loaded only then.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { KeyAnswer, MessageCheck } from "../../../../domain/dkim/check-message";
import type { PathFacts } from "../../../../domain/privacy/path-facts";
import { ask } from "../../frame/ask";
import type { Path } from "../lazy/path-facts";
import type { PathModel } from "./path";

/** no-source: the webmail did not hand over the message's source. */
export type Checking = "idle" | "checking" | "no-source" | MessageCheck;

export interface DomainCheck {
  readonly path: ReadonlySignal<Path | null>;
  readonly state: Signal<Checking>;
  /** The facts of the path; with the check's result added where the sender's domain did sign. */
  readonly facts: ReadonlySignal<PathFacts | null>;
  start(): Promise<void>;
}

interface DomainCheckDeps {
  readonly pathModel: Pick<PathModel, "facts" | "path">;
  readonly source: () => Promise<Uint8Array | null>;
  /** The From address as the page shows it. */
  readonly from: string | null;
}

export function domainCheck({ pathModel, source, from }: DomainCheckDeps): DomainCheck {
  const { path } = pathModel;
  const state = signal<Checking>("idle");
  const facts = computed(() => {
    const own = pathModel.facts.value;
    return own && passes(state.value) ? { ...own, dkimHere: true } : own;
  });
  const check = async (): Promise<Checking> => {
    const octets = await source();
    if (!octets) return "no-source";
    const { checkMessage } = await import("../../../../domain/dkim/check-message");
    const at = path.value?.takenInAt ?? Date.now();
    return checkMessage(octets, { from: from === null ? [] : [from], at, keyOf });
  };
  const start = async (): Promise<void> => {
    if (state.value === "checking") return;
    state.value = "checking";
    // After a bug the check can be tried again.
    let next: Checking = "idle";
    try {
      next = await check();
    } finally {
      state.value = next;
    }
  };
  return { path, state, facts, start };
}

const passes = (state: Checking): boolean => typeof state === "object" && state.state === "pass" && state.aligned;

async function keyOf(domain: string, selector: string): Promise<KeyAnswer> {
  const answer = await ask("dkim.key", { domain, selector });
  return answer.ok ? answer.value : { verdict: "unreachable", record: null, secure: false };
}
