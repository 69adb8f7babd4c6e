// Unfinished messages, sealed to the user's own public key: saving never needs the secret key, so it works while locked.
import { addressKey } from "../domain/address";
import { openMessage, parseMessage } from "../domain/pgp/open";
import { seal } from "../domain/pgp/seal";
import { fail, ok } from "../domain/result";
import type { Answers, Request } from "../messages/contract";
import type { DraftSummary } from "../messages/types";
import { identityFor } from "./identities";
import { type DraftRow, database } from "./store/database";
import { unlockedKey } from "./vault";

const KEPT_FOR = 60 * 24 * 60 * 60 * 1000;

interface DraftContent {
  readonly text: string;
  readonly to: string[];
  readonly subject: string;
}

export async function saveDraft(
  { id, place, composeKey, account, text, to, subject }: Request<"draft.save">,
  now = Date.now(),
): Promise<Answers["draft.save"]> {
  const identity = await identityFor(account);
  if (!identity) return fail("no-identity");
  const content: DraftContent = { text, to, subject };
  const sealed = await seal({
    text: JSON.stringify(content),
    signer: null,
    readers: [identity.certificate],
    hiddenReaders: [],
    // A key that has run out still keeps its owner's drafts.
    now: identity.expiresAt === null ? now : Math.min(now, identity.expiresAt - 1000),
  });
  try {
    await database.drafts.put({ id, place, composeKey, account, savedAt: now, sealed });
  } catch (error) {
    if (isQuotaExceeded(error)) return fail("full");
    throw error;
  }
  return ok({ savedAt: now });
}

/** Dexie wraps the browser's own error when it aborts the transaction. */
function isQuotaExceeded(error: unknown): boolean {
  const { name, inner } = error as Error & { inner?: Error };
  return name === "QuotaExceededError" || inner?.name === "QuotaExceededError";
}

/** Drafts of this webmail and account; the one of this very compose box first, then the latest. */
export async function findDrafts(
  { place, composeKey, account }: Request<"draft.find">,
  now = Date.now(),
): Promise<Answers["draft.find"]> {
  await dropOld(now);
  const rows = await database.drafts.where("place").equals(place).toArray();
  const exact = (row: DraftRow): boolean => composeKey !== null && row.composeKey === composeKey;
  const mine = rows.filter((row) => sameAccount(row.account, account));
  mine.sort((a, b) => Number(exact(b)) - Number(exact(a)) || b.savedAt - a.savedAt);
  return ok(mine.map(summaryOf));
}

const sameAccount = (a: string | null, b: string | null): boolean =>
  a === null || b === null || addressKey(a) === addressKey(b);

export async function listDrafts(now = Date.now()): Promise<Answers["draft.list"]> {
  await dropOld(now);
  return ok((await database.drafts.orderBy("savedAt").reverse().toArray()).map(summaryOf));
}

const summaryOf = ({ id, place, composeKey, savedAt, sealed }: DraftRow): DraftSummary => ({
  id,
  place,
  composeKey,
  savedAt,
  size: sealed.length,
});

/** gone: no such draft, or none of the user's keys opens it any more. */
export async function loadDraft({ id }: Request<"draft.load">): Promise<Answers["draft.load"]> {
  const row = await database.drafts.get(id);
  const parsed = row && (await parseMessage(row.sealed));
  if (!row || !parsed?.ok) return fail("gone");
  const owners = await database.identities
    .filter((identity) => identity.keyIds.some((keyId) => parsed.value.readers.includes(keyId)))
    .toArray();
  const owner = owners[0];
  if (!owner) return fail("gone");
  const key = await unlockedKey(owner);
  if (!key) return fail("locked");
  const opened = await openMessage(parsed.value, [key], async () => [], Date.now());
  if (!opened.ok) return fail("gone");
  return ok({ id, savedAt: row.savedAt, ...(JSON.parse(opened.value.text) as DraftContent) });
}

export async function dropDraft({ id }: Request<"draft.drop">): Promise<Answers["draft.drop"]> {
  await database.drafts.delete(id);
  return ok(null);
}

async function dropOld(now: number): Promise<void> {
  await database.drafts
    .where("savedAt")
    .below(now - KEPT_FOR)
    .delete();
}
