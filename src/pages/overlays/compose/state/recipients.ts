import { signal } from "@preact/signals";
import {
  addressKey,
  domainPart,
  type Person,
  parseAddress,
  RECIPIENT_FIELDS,
  type RecipientField,
  type Recipients,
} from "../../../../domain/address";
import type { Delivery } from "../../../../domain/delivery/delivery";
import type { LookupOutcome } from "../../../../domain/discovery/lookup";
import { askInWaves, type lookupPlan, needsKey } from "../../../../domain/discovery/plan";
import { deliveryAddress, parseStrongAddress } from "../../../../domain/discovery/strong-address";
import type { ForecastDelivery } from "../../../../domain/privacy/forecast-path";
import type { Taker } from "../../../../domain/trace/takers";
import type { RecipientState } from "../../../../domain/trust/contact";
import { KEYLESS } from "../../../../domain/trust/trust-state";
import type { Replacement } from "../../../../messages/channel";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";

export interface RecipientEntry {
  /** Null until the background has answered. */
  readonly state: RecipientState | null;
  readonly looking: boolean;
  /** The background could not answer, so what is known may be incomplete. */
  readonly failed?: boolean;
}

/** There is no key here, and no source could rule one out. */
export const isUnanswered = ({ state, looking, failed = false }: RecipientEntry): boolean =>
  !looking && (state === null ? failed : KEYLESS.includes(state.state) && (failed || state.absence !== "none"));

export const allAddresses = (recipients: Recipients): string[] => [
  ...new Set([...recipients.to, ...recipients.cc, ...recipients.bcc].map((mailbox) => mailbox.address)),
];

/** Every recipient is among those the message was sealed for. */
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
  /** The address that changed last, for the polite live region. */
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
    // Answers may have crossed, so the state the background gives after all of them counts.
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

  return readOnly({ news, of, follow, putState, again: (address: string) => lookUp(address, true) });
}

/** A strong address with an unusable label is refused whatever key is found, so no source need be asked. */
const mayBeSealedTo = (strong: RecipientState["strong"]): boolean =>
  strong?.status !== "weak" && strong?.status !== "malformed";

/** The newest outcome of each source and server. */
function merged(before: readonly LookupOutcome[], after: readonly LookupOutcome[]): LookupOutcome[] {
  const newest = new Map<string, LookupOutcome>();
  for (const outcome of [...before, ...after]) newest.set(`${outcome.source} ${outcome.server}`, outcome);
  return [...newest.values()];
}

export interface RecipientDelivery extends ForecastDelivery {
  readonly takers: readonly Taker[];
}

/**
 * How mail to each recipient will travel, as it becomes known. Each domain is asked about separately, so that a slow one does
 * not delay the others. The table of operators is larger than this overlay and is loaded with the first question.
 */
export function createDeliveries() {
  const entries = signal<ReadonlyMap<string, RecipientDelivery>>(new Map());
  const asked = new Set<string>();

  const askAbout = async (addresses: readonly string[], force: boolean): Promise<void> => {
    await Promise.all(
      [...new Set(addresses.map(domainOf))].map(async (domain) => {
        const there = addresses.filter((address) => domainOf(address) === domain);
        const found = await deliveriesTo(there, force);
        for (const address of there) {
          const delivery = found?.get(address);
          if (delivery) entries.value = new Map(entries.value).set(addressKey(address), delivery);
          else asked.delete(addressKey(address));
        }
      }),
    );
  };

  return {
    of: (address: string): RecipientDelivery | null => entries.value.get(addressKey(address)) ?? null,
    follow: async (addresses: readonly string[]): Promise<void> => {
      const fresh = addresses.filter((address) => !asked.has(addressKey(address)));
      for (const address of fresh) asked.add(addressKey(address));
      if (fresh.length > 0) await askAbout(fresh, false);
    },
    /** Asks anew for a policy that could not be had, for everybody it is about. */
    again: (address: string): Promise<void> =>
      askAbout(
        [...entries.value.keys()].filter((key) => domainOf(key) === domainOf(address)),
        true,
      ),
  };
}

const domainOf = (address: string): string => domainPart(address).toLowerCase();

/** By the addresses given; an address nobody can be asked about is "unknown". Null: no answer came at all. */
async function deliveriesTo(
  addresses: readonly string[],
  force: boolean,
): Promise<ReadonlyMap<string, RecipientDelivery> | null> {
  const answer = await ask("delivery.forecast", { addresses: [...addresses], ...(force ? { force } : {}) });
  if (!answer.ok) return null;
  const { operatorFor, takersOf } = await import("../../../../domain/trace/takers");
  const withTakers = ({ domain, transport, policy, hosts }: Delivery): RecipientDelivery => {
    const takers = takersOf(hosts);
    return { domain, transport, policy, takers, operator: operatorFor(domain, takers) };
  };
  return new Map(
    addresses.map((address) => [
      address,
      withTakers(answer.value.find((one) => one.addresses.includes(address)) ?? unknown(address)),
    ]),
  );
}

const unknown = (address: string): Delivery => {
  const domain = domainPart(address);
  return { domain, addresses: [address], transport: "unknown", hosts: [], policy: "none" };
};

/**
 * Remembers which addresses were strong. For delivery the page's field must hold the address without its label, which then no
 * longer shows that it was bound to a key; sealing stays bound all the same.
 */
export function createBindings() {
  const strongOf = new Map<string, string>();

  /** The page's recipients with what was bound once under its strong address again, each once. */
  const bound = (recipients: Recipients): Recipients => {
    for (const { address } of RECIPIENT_FIELDS.flatMap((field) => recipients[field])) {
      const parsed = parseStrongAddress(address);
      if (parsed?.deliverTo) strongOf.set(addressKey(parsed.deliverTo), address);
    }
    const seen = new Set<string>();
    const named = (field: RecipientField) =>
      recipients[field].flatMap((one) => {
        const address = strongOf.get(addressKey(one.address)) ?? one.address;
        if (seen.has(addressKey(address))) return [];
        seen.add(addressKey(address));
        return [{ ...one, address }];
      });
    return { ...recipients, to: named("to"), cc: named("cc"), bcc: named("bcc") };
  };

  return { bound };
}

/** What the page's fields must hold instead, for delivery. */
export const replacementsIn = (recipients: Recipients): Replacement[] =>
  RECIPIENT_FIELDS.flatMap((field) => recipients[field]).flatMap(({ address }) => {
    const to = parseStrongAddress(address)?.deliverTo;
    return to ? [{ from: address, to }] : [];
  });

/** Nothing may leave in clear while this holds. */
export const hasStrong = (recipients: Recipients): boolean =>
  RECIPIENT_FIELDS.some((field) => recipients[field].some(({ address }) => parseStrongAddress(address) !== null));

/** People for a mail's header, at the addresses that `as` gives; the name stays empty where it only repeats the address. */
export const peopleOf = (list: Recipients["to"], as = (address: string): string => address): Person[] =>
  list.flatMap(({ address, name }) => {
    const parsed = parseAddress(as(address));
    return parsed ? [{ address: parsed, name: name === address ? "" : name }] : [];
  });
