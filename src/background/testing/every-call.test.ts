import "fake-indexeddb/auto";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { seal } from "../../domain/pgp/encrypt";
import { generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import type { CallName } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { ERRORS, type Fault, failing, healed, timesMet } from "./failing-store";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  alarms: { create: async () => {}, get: async () => ({}) },
  runtime: {
    getManifest: () => ({ content_scripts: [] }),
    getURL: (path: string) => path,
    sendMessage: async () => {},
  },
  scripting: { insertCSS: async () => {} },
  permissions: { contains: async () => true },
});
// No network: these calls concern the database only.
vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));

const { handlers } = await import("../handlers");
const { overStore } = await import("../store/stored");
const { database } = await import("../store/database");
const { forgetUnkept } = await import("../store/unkept");
const contacts = {
  ...(await import("../contacts/address-book")),
  ...(await import("../contacts/decisions")),
  ...(await import("../contacts/note-found-key")),
  ...(await import("../contacts/recipient-states")),
};
const served = overStore(handlers) as unknown as Record<string, (request: unknown, sender: Sender) => Promise<Answer>>;

type Answer = { readonly ok: boolean; readonly value?: unknown; readonly code?: string };

const DAY = 24 * 3600 * 1000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ME = "alice@example.org";
const BOB = "bob@example.org";
const CAROL = "carol@example.org";
const DORA = "dora@example.org";
const PLACE = "https://mail.example";
const DRAFT = crypto.randomUUID();
const HOLDER = crypto.randomUUID();
const SENDER: Sender = { caller: "overlay", tabId: 1, frameId: 2, place: PLACE, origin: PLACE };

let bob: OwnKey;
let armored: string;
let me: string;
let rows: unknown[][];

beforeAll(async () => {
  for (const area of ["session", "local"] as const) browser.storage[area] = storageArea();
  bob = await generateKey("Bob", BOB, NOW - 30 * DAY);
  const carol = await generateKey("Carol", CAROL, NOW - 30 * DAY);
  const made = await served["identity.create"]!({ name: "Alice", address: ME }, SENDER);
  me = (made.value as { fingerprint: string }).fingerprint;
  const mine = (await database.identities.get(me))!.certificate;
  await contacts.importContacts(bob.info.certificate);
  await contacts.verifyContact(BOB, true);
  await contacts.noteFoundKey(CAROL, carol.info, { source: "dns", host: "", dnssec: "none", chain: [] });
  const draft = { id: DRAFT, holder: HOLDER, place: PLACE, composeKey: "c", account: ME, from: ME, files: [] };
  await served["draft.save"]!({ ...draft, entity: new Uint8Array([1, 2, 3]) }, SENDER);
  const verdict = { account: ME, message: "m", thread: null, grade: "b", sealed: true, path: null, at: NOW };
  await served["verdict.note"]!(verdict, SENDER);
  await served["settings.get"]!({}, SENDER);
  armored = await seal({ text: "Hi", signer: bob.secret, readers: [mine], hiddenReaders: [], now: Date.now() });
  rows = await Promise.all(database.tables.map((table) => table.toArray()));
});

afterEach(() => {
  healed();
  vi.restoreAllMocks();
});

async function asBefore(): Promise<void> {
  healed();
  forgetUnkept();
  await database.transaction("rw", database.tables, async () => {
    for (const [at, table] of database.tables.entries()) {
      await table.clear();
      await table.bulkPut(rows[at]!);
    }
  });
}

const claims = { from: BOB, to: [ME, CAROL], date: NOW, account: ME };
const CALLS: readonly (readonly [CallName, () => object])[] = [
  ["content.hello", () => ({ site: "gmail", account: null })],
  ["mail.read", () => ({ given: { armored }, claims })],
  ["index.clear", () => ({ from: BOB, to: [ME], account: ME })],
  ["verdict.known", () => ({ account: ME, message: "m" })],
  ["verdict.note", () => ({ account: ME, message: "m", thread: null, grade: "b", sealed: true, path: null, at: NOW })],
  ["verdict.rows", () => ({ account: ME, rows: [{ message: "m", thread: null, count: 1 }] })],
  ["recipient.states", () => ({ addresses: [BOB, CAROL, DORA, ME] })],
  ["recipient.lookup", () => ({ address: BOB, source: "dns" })],
  ["message.seal", () => ({ text: "Hi", to: [BOB, CAROL], cc: [], bcc: [], from: ME })],
  ["message.sign", () => ({ text: "Hi", from: ME })],
  ["identity.list", () => ({})],
  ["identity.public", () => ({ from: ME })],
  ["identity.export", () => ({ fingerprint: me, what: "secret" })],
  ["draft.find", () => ({ place: PLACE, composeKey: "c", account: ME, digest: null })],
  ["draft.list", () => ({})],
  ["draft.load", () => ({ id: DRAFT, account: ME, holder: HOLDER })],
  ["contact.search", () => ({ query: "", offset: 0, limit: 10 })],
  ["contact.get", () => ({ address: BOB })],
  ["contact.history", () => ({ address: BOB })],
  ["verification.show", () => ({ address: BOB, own: { fingerprint: me, address: ME } })],
  ["contact.verify", () => ({ address: BOB, verified: false })],
  ["settings.get", () => ({})],
  ["home.get", () => ({})],
  ["steps.next", () => ({})],
];

const unreadable = (table: string): Fault => ({ what: "read", tables: [table], error: ERRORS.backing });
const FAULTS: readonly Fault[] = [
  { what: "read", error: ERRORS.closing },
  { what: "read", from: 2, error: ERRORS.backing },
  { what: "write" },
  { what: "write", error: ERRORS.backing },
  { what: "commit" },
];

/** Fields that differ between calls, and those that report a failed write. */
const VARIES = new Set([
  "text",
  "signed",
  "armored",
  "at",
  "leftAt",
  "savedAt",
  "outcomes",
  "unkept",
  "unnoted",
  "openIn",
]);
const plain = (answer: Answer): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value) =>
      VARIES.has(name) || (name === "from" && typeof value === "number") ? undefined : value,
    ),
  );

const NAMED: readonly unknown[] = ["full", "unreadable"];

describe("under every failure of the disk a call answers as it would, or with that failure", () => {
  it.each(CALLS)("%s", async (name, request) => {
    for (const quiet of ["error", "warn"] as const) vi.spyOn(console, quiet).mockReturnValue();
    await asBefore();
    const tables = database.tables.map((table) => table.name);
    // Faults that never strike, but show which tables the call reads.
    failing(...tables.map((table) => ({ ...unreadable(table), times: 0 })));
    const calm = await served[name]!(request(), SENDER);
    const read = tables.filter((_, at) => timesMet(at) > 0);
    let met = 0;
    for (const fault of [...read.map(unreadable), ...FAULTS]) {
      await asBefore();
      failing(fault);
      const answer = await served[name]!(request(), SENDER);
      met += timesMet();
      const how = JSON.stringify({ ...fault, error: fault.error?.().name });
      if (answer.ok || !NAMED.includes(answer.code)) expect.soft(plain(answer), how).toEqual(plain(calm));
    }
    expect(met).toBeGreaterThan(0);
  });
});
