// What is known about the keys of recipients and senders. Looks nothing up and changes nothing.
import { addressKey } from "../../domain/address";
import type { RecipientState } from "../../domain/trust/contact";
import { isByMail } from "../../domain/trust/sources";
import {
  claimedKeys,
  competingKeys,
  keyStatus,
  SEALABLE,
  type TrustState,
  trustStateOf,
} from "../../domain/trust/trust-state";
import type { KeyRow, LookupRow } from "../store/database";
import { lookupsOf } from "../store/rows";
import { unkeptOf } from "../store/unkept";
import { summaryOf } from "./found-keys";
import { currentKey, rivalsOf, trustViews } from "./trust-view";
import { uncheckedOf } from "./unchecked";

/** State of each address, in the order asked; nothing is looked up. */
export async function recipientStates(addresses: readonly string[], now = Date.now()): Promise<RecipientState[]> {
  const [all, lookups] = await Promise.all([trustViews(addresses, now), lookupsOf(addresses.map(addressKey))]);
  const outcomesOf = (id: string): LookupRow[] => lookups.filter((lookup) => lookup.contact === id);
  return all.map((view, i) => {
    const key = currentKey(view, now);
    return {
      address: addresses[i]!,
      state: view.state,
      key: key && summaryOf(key, view.known.finds, now),
      rivals: rivalsOf(view, now),
      vouched: view.row.vouched,
      notice: view.row.notice,
      outcomes: outcomesOf(view.row.id).map((lookup) => ({ ...lookup.outcome, cached: true })),
      strong: null,
      ...uncheckedOf(view, outcomesOf(view.row.id), now),
      ...unkeptIn(view.row.id),
    };
  });
}

function unkeptIn(contact: string): Pick<RecipientState, "unkept"> {
  const unkept = unkeptOf(contact);
  return unkept ? { unkept } : {};
}

export async function recipientState(address: string, now = Date.now()): Promise<RecipientState> {
  return (await recipientStates([address], now))[0]!;
}

/** The one key mail to this address is sealed to; null when there is none, or it is held, expired or revoked. */
export async function sealingKey(address: string, now = Date.now()): Promise<KeyRow | null> {
  const [view] = await trustViews([address], now);
  return SEALABLE.includes(view!.state) ? currentKey(view!, now) : null;
}

export interface KeyTrust {
  /** The state of this key, whatever other keys the address has. */
  readonly state: TrustState;
  readonly verifiedAt: number | null;
  readonly pinned: string | null;
  /** The key was found, stored or verified for this address; its other user IDs are mere claims. */
  readonly speaks: boolean;
}

/** How a key stands for an address. */
export async function trustOf(address: string, fingerprint: string, now = Date.now()): Promise<KeyTrust> {
  const [view] = await trustViews([address], now);
  const { row, known, own, state } = view!;
  const key = known.keys.find((one) => one.fingerprint === fingerprint);
  if (own) {
    const mine = own.fingerprint === fingerprint;
    return { state: mine ? "own" : "changed", verifiedAt: null, pinned: own.fingerprint, speaks: mine || !!key };
  }
  const pinned = row.pinned === fingerprint;
  const answer = (answered: TrustState): KeyTrust => ({
    state: answered,
    verifiedAt: pinned ? row.verifiedAt : null,
    pinned: row.pinned,
    speaks: pinned || key !== undefined,
  });
  // A rival that is held says nothing against the key that was pinned before it.
  if (pinned) return answer(trustStateOf({ ...row, held: null }, known.keys, now));
  if (!key) return answer(row.pinned !== null || state === "conflict" || SEALABLE.includes(state) ? "changed" : "none");
  // A replaced key still stands for what it signed before, but no longer as verified.
  if (row.retired.includes(fingerprint)) return answer(isByMail(key.weight) ? "mail-only" : "first-contact");
  if (row.pinned !== null || row.rejected.includes(fingerprint)) return answer("changed");
  const status = keyStatus(key, now);
  if (status === "revoked") return answer(status);
  if (status === "expired") return answer(key.weight === "full" ? status : "mail-only");
  // A state based on better sources does not apply to this key.
  const competes = [
    ...competingKeys(row, known.keys, now),
    ...(state === "candidate" ? claimedKeys(row, known.keys, now) : []),
  ];
  return answer(competes.includes(key) ? state : "changed");
}
