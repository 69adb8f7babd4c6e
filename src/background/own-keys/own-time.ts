// The time at which to use an own key: the clock may be before the key's creation or past its expiry.
import { madeAt } from "../../domain/pgp/made-at";
import { fail, ok, type Result } from "../../domain/result";
import type { IdentityRow } from "../store/database";

type Own = Pick<IdentityRow, "fingerprint" | "certificate" | "expiresAt">;

/** Two correct clocks differ by hours at most. A difference of days means that one is wrong. */
const MOST_BEHIND = 48 * 60 * 60 * 1000;

/** Cached until the key is rewritten. */
const known = new Map<string, { readonly of: Uint8Array; readonly at: number }>();

async function madeAtOf({ fingerprint, certificate }: Own): Promise<number> {
  const before = known.get(fingerprint);
  if (before && sameOctets(before.of, certificate)) return before.at;
  const at = await madeAt(certificate);
  known.set(fingerprint, { of: certificate, at });
  return at;
}

const sameOctets = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, at) => octet === b[at]);

/** For drafts, which only the owner reads: they are kept whatever the clock says. */
export async function timeForDrafts(own: Own, now: number): Promise<number> {
  const last = own.expiresAt === null ? now : Math.min(now, own.expiresAt - 1000);
  return Math.max(last, await madeAtOf(own));
}

/**
 * The date of signatures for others. If the clock is slightly behind, it is the key's creation. If the clock is days behind or
 * past the key's expiry, nothing is made: others would reject it, or the date would be false.
 */
export async function timeForOthers(own: Own, now: number): Promise<Result<number, "clock-behind" | "own-key-ended">> {
  const made = await madeAtOf(own);
  if (made - now > MOST_BEHIND) return fail("clock-behind");
  return own.expiresAt !== null && own.expiresAt <= now ? fail("own-key-ended") : ok(Math.max(now, made));
}
