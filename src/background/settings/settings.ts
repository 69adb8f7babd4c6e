// The user's settings, in one row. The security mark is drawn at random the first time, since a mark everybody has
// proves nothing.
import { DEFAULT_KEY_SERVERS } from "../../domain/discovery/default-key-servers";
import { fail, ok } from "../../domain/result";
import { MARK_COLOURS, MARK_SYMBOLS, type SecurityMark } from "../../domain/security-mark";
import type { Managed, Settings } from "../../domain/settings";
import type { Answers, Request } from "../../messages/calls";
import { readManaged } from "../../messages/managed";
import { database, type SettingsRow } from "../store/database";
import { inTransaction } from "../store/handle";
import { forgetPolicies } from "../store/mail-policies";
import { forgetLookups } from "../store/rows";
import { PolicyUnread, troubleOf } from "../store/trouble";
import { policy } from "./managed-policy";

/** Two operators, so that one cannot hide a record unnoticed. The manifest holds their host permissions. */
export const DEFAULT_RESOLVERS: readonly string[] = [
  "https://dns.quad9.net/dns-query",
  "https://cloudflare-dns.com/dns-query",
];

function drawMark(): SecurityMark {
  // 252 is the largest multiple of 36 in a byte: above it the draw would favour some marks.
  const [roll] = crypto.getRandomValues(new Uint8Array(1));
  if (roll! >= 252) return drawMark();
  return { symbol: MARK_SYMBOLS[roll! % 6]!, colour: MARK_COLOURS[Math.floor(roll! / 6) % 6]! };
}

async function row(): Promise<SettingsRow> {
  return (await database.settings.get("settings")) ?? firstRow();
}

/** The defaults. Held in memory, so that the mark stays the same while the disk refuses writes. */
let drawn: SettingsRow | null = null;

const fresh = (): SettingsRow => ({
  id: "settings",
  mark: drawMark(),
  language: "auto",
  resolvers: DEFAULT_RESOLVERS,
  wkd: true,
  keyServers: DEFAULT_KEY_SERVERS,
  mtaSts: false,
  composeWindow: "choose",
  dismissed: [],
});

/** Two calls may both find no row; the first to write draws the mark. */
async function firstRow(): Promise<SettingsRow> {
  try {
    return await stored();
  } catch (error) {
    // The read before this found no row, so these defaults hide nothing.
    if (troubleOf(error) === null) throw error;
    drawn ??= fresh();
    return drawn;
  }
}

const stored = (): Promise<SettingsRow> =>
  inTransaction([database.settings], async () => {
    const before = await database.settings.get("settings");
    if (before) return before;
    const first = drawn ?? fresh();
    await database.settings.put(first);
    return first;
  });

/** The settings for services: the user's, overridden by what an organisation fixed. */
export async function currentSettings(): Promise<Settings> {
  const [stored, managed] = await Promise.all([row(), policy()]);
  return settingsUnder(managed, stored);
}

/** For reading mail, which no policy forbids: uses the last known policy if none can be read. */
export async function settingsToRead(): Promise<Settings> {
  return currentSettings().catch((error: unknown) => {
    if (error instanceof PolicyUnread) return shownSettings();
    throw error;
  });
}

/** The same under the last known policy, so that the first page after installing does not wait. */
async function shownSettings(): Promise<Settings> {
  const stored = await row();
  return settingsUnder(readManaged(stored.policy), stored);
}

function settingsUnder(
  managed: Managed,
  { mark, language, resolvers, wkd, keyServers, mtaSts, composeWindow }: SettingsRow,
): Settings {
  // Rows of earlier versions lack some of these.
  const own = {
    mark,
    language,
    resolvers,
    wkd,
    keyServers: keyServers ?? DEFAULT_KEY_SERVERS,
    mtaSts: mtaSts ?? false,
    composeWindow: composeWindow ?? "choose",
  };
  return { ...own, ...managed.fixed, managed };
}

export async function getSettings({ atOnce }: Request<"settings.get"> = {}): Promise<Answers["settings.get"]> {
  return ok(await (atOnce ? shownSettings() : currentSettings()));
}

/** Each server is asked by one protocol only: the first entry of an origin counts. */
const eachOnce = (servers: Settings["keyServers"]): Settings["keyServers"] =>
  servers.filter(({ origin }, i) => servers.findIndex((other) => other.origin === origin) === i);

/** Settings that no policy can fix. */
const OWN: readonly string[] = ["mark", "language", "wkd"] satisfies Exclude<keyof Settings, keyof Managed["fixed"]>[];

/** Changes the given settings and leaves the rest. */
export async function setSettings(change: Request<"settings.set">): Promise<Answers["settings.set"]> {
  const others = Object.keys(change).filter((name) => !OWN.includes(name));
  const { fixed } = others.length > 0 ? await policy() : { fixed: {} };
  const refused = others.filter((name) => Object.hasOwn(fixed, name));
  if (refused.length > 0) return fail({ code: "fixed", fields: refused });
  await stored();
  const { keyServers, ...rest } = change;
  await database.settings.update("settings", keyServers ? { ...rest, keyServers: eachOnce(keyServers) } : rest);
  // Answers of the former resolvers and servers do not stand for the new ones.
  if (change.resolvers || keyServers) await forgetLookups();
  if (change.mtaSts === false) await forgetPolicies();
  return ok(await shownSettings());
}

export interface StepMemory {
  /** Steps the user does not want to see again. */
  readonly dismissed: readonly string[];
  /** Postponed steps, with the end of each postponement. */
  readonly later: Readonly<Record<string, number>>;
  /** What was finished when the user last looked; null: never looked. */
  readonly seen: readonly string[] | null;
}

/** A row written before steps could be put off knows of none. */
export async function stepMemory(): Promise<StepMemory> {
  const { dismissed, later = {}, seen = null } = await row();
  return { dismissed, later, seen };
}

export async function changeStepMemory(change: (before: StepMemory) => Partial<StepMemory>): Promise<void> {
  await stored();
  await database.transaction("rw", database.settings, async () => {
    await database.settings.update("settings", change(await stepMemory()));
  });
}
