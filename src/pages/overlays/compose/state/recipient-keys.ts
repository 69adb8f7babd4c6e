import { signal } from "@preact/signals";
import { addressKey, type Person, type Recipients } from "../../../../domain/address";
import type { LookupOutcome } from "../../../../domain/discovery/lookup";
import { askInWaves, type lookupPlan, needsKey } from "../../../../domain/discovery/plan";
import { deliveryAddress } from "../../../../domain/discovery/strong-address";
import type { RecipientState } from "../../../../domain/trust/contact";
import { ask } from "../../frame/ask";
import type { RecipientEntry } from "./recipient-words";

export const allAddresses = (recipients: Recipients): string[] => [
  ...new Set([...recipients.to, ...recipients.cc, ...recipients.bcc].map((mailbox) => mailbox.address)),
];

/** None of the recipients is missing among those a message was sealed for. */
export function goesOnlyTo(recipients: Recipients, people: readonly Person[]): boolean {
  const keyOf = (address: string): string => addressKey(deliveryAddress(address));
  const those = new Set(people.map(({ address }) => keyOf(address)));
  return allAddresses(recipients).every((address) => those.has(keyOf(address)));
}

/**
 * The key state of every recipient, as it becomes known: what the background holds at once, then the sources of `plan`,
 * wave by wave, for those without a key. Opening the overlay is the user's intent to send, so asking is allowed. `settled`
 * hears of an address once the first wave about it is over: what is less urgent than its key may be asked then.
 */
export function createRecipientKeys(
  plan: ReturnType<typeof lookupPlan>,
  settled: (addresses: readonly string[]) => void = () => {},
) {
  const entries = signal<ReadonlyMap<string, RecipientEntry>>(new Map());
  /** Last change in words' terms, for the polite live region. */
  const news = signal<string | null>(null);
  const asked = new Set<string>();

  const put = (address: string, change: Partial<RecipientEntry>): void => {
    const key = addressKey(address);
    const before = entries.value.get(key) ?? { state: null, looking: false };
    entries.value = new Map(entries.value).set(key, { ...before, ...change });
    if (change.state || change.looking === false) news.value = address;
  };
  const of = (address: string): RecipientEntry =>
    entries.value.get(addressKey(address)) ?? { state: null, looking: false };

  const putState = (state: RecipientState): void => {
    const outcomes = merged(of(state.address).state?.outcomes ?? [], state.outcomes);
    put(state.address, { state: { ...state, outcomes } });
  };

  const lookUp = async (address: string, force: boolean): Promise<void> => {
    put(address, { looking: true });
    let failed = false;
    let open = plan[0]?.length ?? 0;
    await askInWaves(plan, async (step) => {
      const answer = await ask("recipient.lookup", { address, ...step, ...(force ? { force } : {}) });
      if (--open === 0) settled([address]);
      if (!answer.ok) {
        failed = true;
        return null;
      }
      const { outcome, state } = answer.value;
      putState({ ...state, outcomes: merged(state.outcomes, [outcome]) });
      return state.state;
    });
    // Two answers crossed: the background's own word, after both, is the one that holds.
    const now = await ask("recipient.states", { addresses: [address] });
    if (now.ok) for (const state of now.value) putState(state);
    put(address, { looking: false, failed: failed || !now.ok });
  };

  const follow = async (recipients: Recipients): Promise<void> => {
    const fresh = allAddresses(recipients).filter((address) => !asked.has(addressKey(address)));
    if (fresh.length === 0) return;
    for (const address of fresh) asked.add(addressKey(address));
    const answer = await ask("recipient.states", { addresses: fresh });
    if (!answer.ok) {
      for (const address of fresh) {
        asked.delete(addressKey(address));
        put(address, { failed: true });
      }
      return;
    }
    for (const state of answer.value) {
      putState(state);
      put(state.address, { failed: false });
    }
    const wanted = answer.value.filter(({ state, strong }) => needsKey(state) && mayBeSealedTo(strong));
    const others = answer.value.filter(
      (one) => !wanted.includes(one) && one.state !== "own" && mayBeSealedTo(one.strong),
    );
    if (others.length > 0) settled(others.map(({ address }) => address));
    await Promise.all(wanted.map((state) => lookUp(state.address, false)));
  };

  return { entries, news, of, follow, putState, again: (address: string) => lookUp(address, true) };
}

/** A strong address whose label binds to nothing is refused whatever key is found: nobody need be asked about it. */
const mayBeSealedTo = (strong: RecipientState["strong"]): boolean =>
  strong?.status !== "weak" && strong?.status !== "malformed";

/** The newest outcome of each source and server. */
function merged(before: readonly LookupOutcome[], after: readonly LookupOutcome[]): LookupOutcome[] {
  const newest = new Map<string, LookupOutcome>();
  for (const outcome of [...before, ...after]) newest.set(`${outcome.source} ${outcome.server}`, outcome);
  return [...newest.values()];
}
