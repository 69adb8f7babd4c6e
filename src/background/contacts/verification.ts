// Two people verify each other's keys, by scanning a code or reading a number aloud.
import { addressKey } from "../../domain/address";
import { fail, ok } from "../../domain/result";
import { holds, spokenAddress } from "../../domain/speaker";
import { formatVerificationCode, parseVerificationCode } from "../../domain/trust/verification-code";
import { verificationNumber } from "../../domain/trust/verification-number";
import type { Answers, Request } from "../../messages/calls";
import { database } from "../store/database";
import { contactRow } from "../store/rows";
import { verifyContact } from "./address-book";
import { chooseKey, pin } from "./decisions";
import { recipientState } from "./recipient-states";
import { trustViews } from "./trust-view";

export async function showVerification(
  { address, own }: Request<"verification.show">,
  now = Date.now(),
): Promise<Answers["verification.show"]> {
  const identity = await database.identities.get(own.fingerprint);
  if (!identity || !holds(identity, own.address)) return fail("no-identity");
  const pinned = (await contactRow(addressKey(address)))?.pinned;
  const theirs = pinned ?? (await recipientState(address, now)).key?.fingerprint;
  if (!theirs) return fail("unknown");
  return ok({
    digits: await verificationNumber(own.fingerprint, theirs),
    ownCode: formatVerificationCode(own.fingerprint, spokenAddress(identity, own.address)),
    ownFingerprint: own.fingerprint,
    theirFingerprint: theirs,
  });
}

/**
 * Handles a code scanned from the contact's screen or card. It also settles a changed key or a conflict, as the code comes from
 * the contact in person.
 */
export async function scanVerification(
  { address, code }: Request<"verification.scan">,
  now = Date.now(),
): Promise<Answers["verification.scan"]> {
  const scanned = parseVerificationCode(code);
  if (!scanned) return fail("not-a-code");
  if (scanned.address !== null && addressKey(scanned.address) !== addressKey(address)) return fail("other-address");
  const [view] = await trustViews([address], now);
  const { row, known, state } = view!;
  if (known.keys.length === 0) return fail("unknown");
  if (!known.keys.some((key) => key.fingerprint === scanned.fingerprint)) return fail("other-key");
  if (row.pinned === null && (state === "new" || state === "mail-only")) await pin(address, scanned.fingerprint, now);
  // Choosing the key already pinned rejects its rivals; without rivals it would change nothing.
  const settled = (await recipientState(address, now)).rivals.length === 0;
  const pinned = (await contactRow(addressKey(address)))?.pinned;
  if (!settled || pinned !== scanned.fingerprint) await chooseKey(address, scanned.fingerprint, now);
  return verifyContact(address, true, now);
}
