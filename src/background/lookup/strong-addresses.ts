// Strong addresses: a label in the domain names the key. Look-ups, states and pins use the address without it, and
// found keys are compared with the label. The rules are in domain/discovery/strong-address.ts.
import { absenceOf } from "../../domain/discovery/absence";
import { lookupPlan } from "../../domain/discovery/plan";
import {
  deliveryAddress,
  KEY_CONTENT_TYPE,
  parseStrongAddress,
  primaryKeyBody,
  type StrongState,
  strongAddress,
  udfMatches,
  udfOf,
} from "../../domain/discovery/strong-address";
import { fail, ok } from "../../domain/result";
import type { RecipientState } from "../../domain/trust/contact";
import { KEYLESS } from "../../domain/trust/trust-state";
import type { Answers, Request } from "../../messages/calls";
import { recipientStates } from "../contacts/recipient-states";
import { currentSettings } from "../settings/settings";
import { database } from "../store/database";
import { keyRow } from "../store/rows";

/** How a key fits the label of an address; null for an address without one. `certificate` null: there is no key. */
export async function strongOf(address: string, certificate: Uint8Array | null): Promise<StrongState | null> {
  const parsed = parseStrongAddress(address);
  if (!parsed) return null;
  const { udf: wanted, deliverTo } = parsed;
  if (parsed.is !== "strong") return { wanted, deliverTo, status: parsed.is };
  if (!certificate) return { wanted, deliverTo, status: "none" };
  return { wanted, deliverTo, status: (await isNamedBy(wanted, certificate)) ? "match" : "mismatch" };
}

/** Compares the primary key, which never changes, or the whole certificate. */
async function isNamedBy(udf: string, certificate: Uint8Array): Promise<boolean> {
  const whole = new Uint8Array(certificate);
  const body = primaryKeyBody(whole);
  return (body !== null && (await udfMatches(udf, body))) || udfMatches(udf, whole);
}

/** States of the addresses to which mail is delivered, returned under the requested addresses. */
export async function boundStates(addresses: readonly string[], now = Date.now()): Promise<RecipientState[]> {
  const states = await recipientStates(addresses.map(deliveryAddress), now);
  return Promise.all(states.map((state, i) => bound(addresses[i]!, state)));
}

async function bound(address: string, state: RecipientState): Promise<RecipientState> {
  const fingerprint = state.key?.fingerprint;
  const strong = await strongOf(address, fingerprint ? await certificateOf(fingerprint) : null);
  return { ...state, address, strong, ...(await absenceIn(state)) };
}

async function absenceIn({ state, outcomes }: RecipientState): Promise<Pick<RecipientState, "absence">> {
  if (!KEYLESS.includes(state)) return {};
  return { absence: absenceOf(lookupPlan(await currentSettings()), outcomes, Date.now()) };
}

async function certificateOf(fingerprint: string): Promise<Uint8Array | null> {
  const row = (await keyRow(fingerprint)) ?? (await database.identities.get(fingerprint));
  return row?.certificate ?? null;
}

/** A look-up for the delivery address; the answer is compared with the label. */
export async function boundLookup(
  address: string,
  look: (deliverTo: string) => Promise<Answers["recipient.lookup"]>,
): Promise<Answers["recipient.lookup"]> {
  const answer = await look(deliveryAddress(address));
  return answer.ok ? ok({ ...answer.value, state: await bound(address, answer.value.state) }) : answer;
}

/** A choice of key for the delivery address, likewise. */
export async function boundChoice(
  address: string,
  choose: (deliverTo: string) => Promise<Answers["recipient.choose"]>,
): Promise<Answers["recipient.choose"]> {
  const answer = await choose(deliveryAddress(address));
  return answer.ok ? ok(await bound(address, answer.value)) : answer;
}

/** The strong form of every address of an own key. */
export async function ownStrongAddresses({
  fingerprint,
}: Request<"identity.strong">): Promise<Answers["identity.strong"]> {
  const row = await database.identities.get(fingerprint);
  const body = row && primaryKeyBody(new Uint8Array(row.certificate));
  if (!row || !body) return fail("unknown");
  const udf = await udfOf(KEY_CONTENT_TYPE, body);
  return ok({ strong: row.addresses.map((address) => strongAddress(address, udf)) });
}
