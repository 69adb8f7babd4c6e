// Unfinished messages, encrypted to the user's own public key: saving never needs the secret key, so it works while
// locked. Files are stored apart from the mail that names them, so that a keystroke does not write 25 MiB.
import { addressKey } from "../../domain/address";
import type { DraftSummary } from "../../domain/draft-summary";
import { entityOfEarly } from "../../domain/mime/early-draft";
import { sealOctets } from "../../domain/pgp/encrypt";
import { openMessage, parseMessage } from "../../domain/pgp/open";
import { type Failed, fail, ok, type Result } from "../../domain/result";
import type { Speaking } from "../../domain/speaker";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import { speakingIdentity } from "../own-keys/identities";
import { timeForDrafts } from "../own-keys/own-time";
import { unlockedKey } from "../own-keys/vault";
import { type DraftRow, database } from "../store/database";
import { apart } from "../store/noting";
import { isFull } from "../store/trouble";
import { rowOrLost, wholeRows } from "../store/whole-rows";
import { dropOldDrafts, removeDrafts } from "./draft-age";
import { type From, holderOf, isOthers, NOWHERE, openIn, tellHolder } from "./draft-holders";
import { endHandOver } from "./hand-over";
import { leftMark, noteLeft, settleLeft } from "./left-marks";

export async function saveDraft(
  { id, place, composeKey, account, entity, files, holder, ...speaking }: Request<"draft.save">,
  now = Date.now(),
  from: From = NOWHERE,
): Promise<Answers["draft.save"]> {
  const made = await sealedToSelf(entity, speaking, now);
  if (!made.ok) return made;
  const { sealed, by } = made.value;
  return storing(() =>
    database.transaction("rw", database.drafts, database.draftFiles, async () => {
      const row = await database.drafts.get(id);
      if (isOthers(row, holder)) return fail("taken");
      const before = row?.files ?? [];
      // A changed From may change the key: files sealed to the former one must be sealed again.
      const kept = row?.by === undefined || row.by === by ? before : [];
      const named = files.map((file) => kept.find((known) => known.id === file) ?? { id: file, size: 0 });
      const mine = holderOf(holder, from);
      // A draft that may have been sent stays marked when it is edited.
      const left = row?.leftAt === undefined ? {} : { leftAt: row.leftAt };
      const held = mine ? { holder: mine } : {};
      await database.drafts.put({
        ...{ id, place, composeKey, account, savedAt: now, sealed, by, files: named },
        ...left,
        ...held,
      });
      await database.draftFiles.bulkDelete(before.map((file) => file.id).filter((file) => !files.includes(file)));
      return ok({ savedAt: now, missing: named.filter(({ size }) => size === 0).map((file) => file.id) });
    }),
  );
}

export async function saveDraftFile(
  { id, file, bytes, ...speaking }: Request<"draft.saveFile">,
  now = Date.now(),
): Promise<Answers["draft.saveFile"]> {
  const made = await sealedToSelf(bytes, speaking, now);
  if (!made.ok) return made;
  const { sealed } = made.value;
  return storing(() =>
    database.transaction("rw", database.drafts, database.draftFiles, async () => {
      const row = await database.drafts.get(id);
      // The file was removed or the draft dropped in the meantime: stored now, the file would never be deleted.
      if (!row?.files.some((known) => known.id === file)) return fail("gone");
      await database.draftFiles.put({ id: file, draft: id, sealed });
      const files = row.files.map((known) => (known.id === file ? { id: file, size: sealed.length } : known));
      await database.drafts.put({ ...row, files });
      return ok(null);
    }),
  );
}

interface Made {
  readonly sealed: Uint8Array;
  /** Fingerprint of the key it is sealed to. */
  readonly by: string;
}

/** Encrypted to the key that will sign the message and to no other, even if the clock says it has expired. */
async function sealedToSelf(
  octets: Uint8Array,
  speaking: Speaking,
  now: number,
): Promise<Result<Made, "no-identity" | "whose-key">> {
  const identity = await speakingIdentity(speaking, now);
  if (!identity.ok) return identity;
  const { certificate, fingerprint } = identity.value;
  const sealed = await sealOctets({
    entity: octets as Uint8Array<ArrayBuffer>,
    signer: null,
    readers: [certificate],
    hiddenReaders: [],
    now: await timeForDrafts(identity.value, now),
  });
  return ok({ sealed, by: fingerprint });
}

async function storing<A>(work: () => Promise<A>): Promise<A | Failed<"full">> {
  try {
    return await work();
  } catch (error) {
    if (isFull(error)) return fail("full");
    throw error;
  }
}

const lookOver = (now: number): Promise<void> =>
  apart("the age of drafts", async () => {
    await dropOldDrafts(now);
    await settleLeft();
  });

/**
 * Drafts of this webmail and account: first the one sealed into this very box, then the one the user asked for, then that of a
 * box with this name, then the latest. A sealed message is found only by the box's content, and in its own tab.
 */
export async function findDrafts(
  { place, composeKey, account, digest }: Request<"draft.find">,
  { tabId }: Pick<Sender, "tabId">,
  now = Date.now(),
): Promise<Answers["draft.find"]> {
  await lookOver(now);
  const { rows } = await wholeRows<DraftRow>(database.drafts, () => database.drafts.where("place").equals(place));
  const rank = (row: DraftRow): number =>
    (row.placed ? 4 : 0) + (row.wanted ? 2 : Number(composeKey !== null && row.composeKey === composeKey));
  const mine = rows.filter((row) => {
    if (row.placed) return row.placed.digest === digest && row.placed.tabId === tabId && row.account === account;
    return sameAccount(row.account, account) || (row.wanted && mayBe(row.account, account));
  });
  mine.sort((a, b) => rank(b) - rank(a) || b.savedAt - a.savedAt);
  const found = await Promise.all(mine.map(summaryOf));
  // Drafts being written in the same tab are visible there, so they are not offered.
  return ok(found.filter((one, at) => one.openIn === null || one.openIn !== tabId || rank(mine[at]!) > 0));
}

/** An unknown account never matches a known one. */
const sameAccount = (a: string | null, b: string | null): boolean => (a && addressKey(a)) === (b && addressKey(b));

/** For a draft the user picked: it opens unless it certainly belongs to another account. */
const mayBe = (a: string | null, b: string | null): boolean => a === null || b === null || sameAccount(a, b);

export async function listDrafts(now = Date.now()): Promise<Answers["draft.list"]> {
  await lookOver(now);
  const { rows, lost } = await wholeRows<DraftRow>(database.drafts, () => database.drafts.orderBy("savedAt").reverse());
  return ok([...(await Promise.all(rows.map(summaryOf))), ...(await summariesOfLost(lost))]);
}

/** Reads only the database's index, which may survive the rows. */
async function summariesOfLost(ids: readonly string[]): Promise<DraftSummary[]> {
  if (ids.length === 0) return [];
  const [places, times] = await Promise.all([indexOf("place"), indexOf("savedAt")]);
  const nothing = {
    composeKey: null,
    size: 0,
    files: 0,
    wanted: false,
    placedAt: null,
    openIn: null,
    lost: true,
  } as const;
  const one = async (id: string): Promise<DraftSummary> => ({
    ...{ id, place: String(places.get(id) ?? ""), savedAt: Number(times.get(id) ?? 0) },
    ...{ ...nothing, leftAt: await leftMark(id) },
  });
  return Promise.all(ids.map(one));
}

async function indexOf(name: "place" | "savedAt"): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  await database.drafts.orderBy(name).eachKey((key, { primaryKey }) => found.set(primaryKey, key));
  return found;
}

async function summaryOf(row: DraftRow): Promise<DraftSummary> {
  const { id, place, composeKey, savedAt, sealed, files, wanted = false, placed } = row;
  return {
    ...{ id, place, composeKey, savedAt, wanted, leftAt: await leftAtOf(row) },
    size: files.reduce((sum, { size }) => sum + size, sealed.length),
    files: files.length,
    placedAt: placed?.at ?? null,
    openIn: placed ? null : await openIn(row),
  };
}

const leftAtOf = async ({ id, leftAt }: DraftRow): Promise<number | null> => leftAt ?? (await leftMark(id));

/** gone: there is no such draft in this account, or none of the user's keys decrypts it any more. */
export async function loadDraft(
  { id, account, holder }: Request<"draft.load">,
  from: From = NOWHERE,
): Promise<Answers["draft.load"]> {
  const row = await database.drafts.get(id);
  if (row && !mayBe(row.account, account)) return fail("gone");
  const opened = await openedBySelf(row?.sealed);
  if (!row || !opened.ok) return opened.ok ? fail("gone") : opened;
  const entity: Uint8Array = row.early ? entityOfEarly(opened.value) : opened.value;
  const mine = holderOf(holder, from);
  if (mine) {
    if (isOthers(row, holder)) tellHolder(row, "taken");
    await endHandOver(id);
    // If the disk refuses this write, it refuses a second writer's saves, too.
    await apart("who writes a draft", () => database.drafts.update(id, { holder: mine }));
  }
  const files = row.files.map((file) => (file.size === 0 ? null : file.id));
  return ok({ id, entity, files, savedAt: row.savedAt, leftAt: await leftAtOf(row) });
}

export async function draftState({ id, holder }: Request<"draft.state">): Promise<Answers["draft.state"]> {
  const row = await database.drafts.get(id);
  if (!row) return ok("gone");
  return ok(isOthers(row, holder) ? "taken" : "here");
}

/** Written before Send is pressed, because a browser killed at that moment cannot tell afterwards. */
export async function noteLeaving({ id, holder, at }: Request<"draft.leaving">): Promise<Answers["draft.leaving"]> {
  const write = () =>
    database.drafts.where({ id }).modify((row, change) => {
      const { leftAt: _before, ...rest } = row;
      if (!isOthers(row, holder)) change.value = at === null ? rest : { ...rest, leftAt: at };
    });
  await noteLeft(id, at, write);
  return ok(null);
}

export async function loadDraftFile({
  id,
  file,
  account,
}: Request<"draft.loadFile">): Promise<Answers["draft.loadFile"]> {
  const row = await database.drafts.get(id);
  if (!row?.files.some((known) => known.id === file) || !mayBe(row.account, account)) return fail("gone");
  const bytes = await openedBySelf((await database.draftFiles.get(file))?.sealed);
  return bytes.ok ? ok({ bytes: bytes.value }) : bytes;
}

async function openedBySelf(sealed: Uint8Array | undefined): Promise<Result<Uint8Array, "locked" | "gone">> {
  const parsed = sealed && (await parseMessage(sealed));
  if (!parsed?.ok) return fail("gone");
  const owner = await database.identities
    .filter((identity) => identity.keyIds.some((keyId) => parsed.value.readers.includes(keyId)))
    .first();
  if (!owner) return fail("gone");
  const key = await unlockedKey(owner);
  if (!key) return fail("locked");
  const opened = await openMessage(parsed.value, [key], async () => [], Date.now());
  // A copy: a view would take its whole buffer along to the page.
  return opened.ok ? ok(opened.value.octets.slice()) : fail("gone");
}

/** Only one draft at a time is wanted. A message sealed into a page becomes a draft again, which may have been sent. */
export async function continueDraft({ id }: Request<"draft.continue">): Promise<Answers["draft.continue"]> {
  const { rows } = await wholeRows<DraftRow>(database.drafts, () => database.drafts.toCollection());
  const whole = database.drafts.where("id").anyOf(rows.map((row) => row.id));
  await whole.modify((row, change) => {
    const { placed, ...rest } = row;
    if (row.id !== id) change.value = { ...row, wanted: false };
    else change.value = { ...rest, wanted: true, ...(placed ? { leftAt: placed.at } : {}) };
  });
  return ok(null);
}

export async function dropDraft({ id, holder }: Request<"draft.drop">): Promise<Answers["draft.drop"]> {
  const read = await rowOrLost(() => database.drafts.get(id));
  const row = read === "lost" ? undefined : read;
  if (isOthers(row, holder)) return ok(null);
  await removeDrafts([id]);
  // An overlay that still writes the draft saves it again.
  if (row && row.holder?.id !== holder) tellHolder(row, "dropped");
  return ok(null);
}
