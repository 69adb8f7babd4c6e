// Where keys come from and how far each source is believed: the built extension against a signed DNS, directories and key
// servers that may lie. Results are read through calls; what a person sees, from the compose overlay.
import type { Page } from "@playwright/test";
import { generateKey, type KeyOptions, readKey, readPrivateKey } from "openpgp";
import type { LookupOutcome } from "../../src/domain/discovery/lookup";
import type { RecipientState } from "../../src/domain/trust/contact";
import { openExtensionPage } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { HKP_HOST, MAILVELOPE_HOST, VKS_HOST } from "../keys/server";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { makePeer } from "./peer";
import { expect, type Stage, test } from "./stage";

interface Found {
  readonly outcome: LookupOutcome;
  readonly state: RecipientState;
}

const ZED = "zed@example.org";
const CAROL = { name: "Carol", address: "carol@demo.example" };

const call = async <T>({ browser }: Stage, name: string, request: unknown): Promise<T> => {
  const page: Page = await openExtensionPage(browser, "pages/options/index.html");
  const answer = await callFrom<T>(page, name, request);
  await page.close();
  return answer;
};

const look = (stage: Stage, address: string, source: LookupOutcome["source"], host?: string): Promise<Found> =>
  call(stage, "recipient.lookup", { address, source, force: true, ...(host && { server: `https://${host}` }) });

const fingerprintOf = async (armored: string): Promise<string> =>
  (await readKey({ armoredKey: armored })).getFingerprint();
const binary = async (armored: string): Promise<Uint8Array> => (await readKey({ armoredKey: armored })).write();

/** A key for an address with other user IDs or a shorter lifetime than a peer's. */
async function oddKey(options: Partial<KeyOptions>, revoked = false): Promise<string> {
  const made = await generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: CAROL.name, email: CAROL.address }],
    ...options,
    format: "armored",
  } as KeyOptions & { format: "armored" });
  if (!revoked) return made.publicKey;
  const { revokeKey } = await import("openpgp");
  const key = await readPrivateKey({ armoredKey: made.privateKey });
  return (await revokeKey({ key, format: "armored" })).publicKey;
}

/** Writes to the address and tries to send sealed; the overlay must name it as one it cannot seal to. */
async function isHeld(stage: Stage, address: string): Promise<void> {
  const { page, demo } = stage;
  await page.bringToFront();
  await startMail(page, address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("hello");
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByRole("alert").filter({ hasText: address }).first()).toBeVisible();
  expect(demo.webmail.boxes.flatMap((box) => box.messages())).toEqual([]);
}

test("a key in a signed zone is proven link by link from the root; an honest absence is proven too", async ({
  stage,
}) => {
  const { outcome, state } = await look(stage, BOB.address, "dns");
  expect(outcome).toMatchObject({ result: "found", dnssec: { verdict: "secure", reason: "proven" } });
  expect(outcome.dnssec!.chain.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
    ...["zone secure", "zone secure", "zone secure"],
    "record secure",
  ]);
  expect(state.key!.sources[0]).toMatchObject({ source: "dns", dnssec: "secure" });
  const nobody = await look(stage, "nobody@demo.example", "dns");
  expect(nobody.outcome).toMatchObject({ result: "none", dnssec: { verdict: "secure" } });
});

for (const [mode, reason] of [
  ["tamper", "bad-signature"],
  ["unsigned", "no-signature"],
  ["hide", "no-proof"],
] as const)
  test(`an answer that DNSSEC refutes (${mode}) yields no key, and the writer is told`, async ({ stage }) => {
    stage.demo.dns.mode = mode;
    stage.demo.dns.forged.set(BOB.address, await binary((await makePeer(BOB)).publicKey));
    const { outcome, state } = await look(stage, BOB.address, "dns");
    expect(outcome).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus", reason } });
    expect(state).toMatchObject({ key: null, rivals: [] });
    await isHeld(stage, BOB.address);
  });

test("a zone that nobody vouches for yields a key that says so", async ({ stage }) => {
  stage.demo.dns.mode = "insecure";
  const { outcome, state } = await look(stage, BOB.address, "dns");
  expect(outcome).toMatchObject({ result: "found", dnssec: { verdict: "insecure", reason: "unsigned-zone" } });
  expect(state.key!.sources[0]).toMatchObject({ source: "dns", dnssec: "insecure" });
});

test("two resolvers that disagree where nothing is signed: nothing is sealed", async ({ stage }) => {
  const { dns } = stage.demo;
  dns.publish(ZED, await binary((await makePeer({ name: "Zed", address: ZED })).publicKey));
  dns.forged.set(ZED, await binary((await makePeer({ name: "Zed", address: ZED })).publicKey));
  dns.modes.set("cloudflare-dns.com", "tamper");
  const { outcome, state } = await look(stage, ZED, "dns");
  expect(outcome.result).toBe("disagree");
  expect(["none", "conflict"]).toContain(state.state);
  await isHeld(stage, ZED);
});

test("two directories with different keys are a conflict: both are shown, nothing is sealed until the writer chooses", async ({
  stage,
}) => {
  const other = await makePeer(BOB);
  await stage.demo.keys.publishInDirectory(BOB.address, other.publicKey);
  await look(stage, BOB.address, "dns");
  const { state } = await look(stage, BOB.address, "wkd");
  expect(state).toMatchObject({ state: "conflict", key: null });
  const fingerprints = await Promise.all([stage.bob.publicKey, other.publicKey].map(fingerprintOf));
  expect(state.rivals.map((key) => key.fingerprint).sort()).toEqual(fingerprints.sort());
  await isHeld(stage, BOB.address);
});

test("a key only the verifying server has is used, and its source is shown", async ({ stage }) => {
  const { demo, page } = stage;
  const bobs = stage.bob.publicKey;
  demo.dns.withdraw(BOB.address);
  await demo.keys.publishOnServer(demo.keys.vks, BOB.address, bobs);
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("hello");
  await expect(
    overlay
      .getByText(VKS_HOST)
      .or(overlay.getByRole("button", { name: /key server/i }))
      .first(),
  ).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  const [{ key }] = (await call<RecipientState[]>(stage, "recipient.states", { addresses: [BOB.address] })) as [
    RecipientState,
  ];
  expect(key!.sources).toContainEqual(expect.objectContaining({ source: "server", host: VKS_HOST }));
});

test("Mailvelope's server gives confirmed keys; a key nobody confirmed is not given out", async ({ stage }) => {
  const { keys } = stage.demo;
  await keys.mailvelope.keys.put(stage.bob.publicKey);
  expect((await look(stage, BOB.address, "server", MAILVELOPE_HOST)).outcome.result).toBe("none");
  keys.mailvelope.confirm(BOB.address);
  const { outcome, state } = await look(stage, BOB.address, "server", MAILVELOPE_HOST);
  expect(outcome.result).toBe("found");
  expect(state.key?.sources[0]?.source).toBe("server");
});

test("a key on a server that takes anything is a candidate: never sealed to, and no rival of a better one", async ({
  stage,
}) => {
  const { keys } = stage.demo;
  const servers = [{ kind: "hkp", origin: `https://${HKP_HOST}` }];
  await call(stage, "settings.set", { keyServers: servers });
  const false1 = await makePeer(CAROL);
  await keys.hkp.keys.put(false1.publicKey);
  await keys.hkp.keys.put((await makePeer(BOB)).publicKey);
  expect((await look(stage, CAROL.address, "server", HKP_HOST)).state.state).toBe("candidate");
  await look(stage, BOB.address, "dns");
  const better = await look(stage, BOB.address, "server", HKP_HOST);
  expect(better.state).toMatchObject({ state: "new", key: { fingerprint: await fingerprintOf(stage.bob.publicKey) } });
  await isHeld(stage, CAROL.address);
});

test("a key buried under strangers' signatures is read at once, without them", async ({ stage }) => {
  const { keys } = stage.demo;
  const [owner, stranger] = await Promise.all([makePeer(CAROL), makePeer(BOB)]);
  const own = await readKey({ armoredKey: owner.publicKey });
  const signed = await own.signAllUsers([await readPrivateKey({ armoredKey: stranger.privateKey })]);
  const bytes = signed.write();
  const plain = own.write();
  // The signed copy differs by the one foreign signature, which is repeated until the key has 800 kB.
  const extra = bytes.length - plain.length;
  let at = 0;
  while (bytes[at] === plain[at]) at += 1;
  const start = bytes.lastIndexOf(0xc2, at);
  const one = bytes.subarray(start, start + extra);
  const flood = Buffer.concat(Array.from({ length: Math.floor(800_000 / extra) }, () => one));
  await keys.publishInDirectory(CAROL.address, Buffer.concat([bytes.subarray(0, start), flood, bytes.subarray(start)]));
  const began = Date.now();
  const { outcome, state } = await look(stage, CAROL.address, "wkd");
  expect(outcome.result).toBe("found");
  expect(state.key!.fingerprint).toBe(own.getFingerprint());
  expect(Date.now() - began).toBeLessThan(4000);
});

test("names of others on a key from a directory are dropped", async ({ stage }) => {
  const userIDs = [CAROL, { name: "The Bank", address: "bank@demo.example" }].map(({ name, address }) => ({
    name,
    email: address,
  }));
  await stage.demo.keys.publishInDirectory(CAROL.address, await oddKey({ userIDs }));
  const { state } = await look(stage, CAROL.address, "wkd");
  expect(state.key!.userIds).toEqual([`${CAROL.name} <${CAROL.address}>`]);
});

test("five megabytes are no key, and another's key is none either", async ({ stage }) => {
  const { keys } = stage.demo;
  await keys.publishInDirectory(CAROL.address, new Uint8Array(5_000_000).fill(0xc6));
  const large = await look(stage, CAROL.address, "wkd");
  expect(large.outcome.result).toBe("bad-key");
  expect(large.state.key).toBeNull();
  await keys.publishInDirectory(CAROL.address, stage.bob.publicKey);
  expect((await look(stage, CAROL.address, "wkd")).outcome.result).toBe("bad-key");
});

test("a withdrawn key and one that has run out are not sealed to", async ({ stage }) => {
  const { keys } = stage.demo;
  await keys.publishInDirectory(CAROL.address, await oddKey({}, true));
  expect((await look(stage, CAROL.address, "wkd")).outcome.result).toBe("bad-key");
  const dead = { date: new Date(Date.now() - 10 * 86_400_000), keyExpirationTime: 86_400 };
  await keys.publishInDirectory(CAROL.address, await oddKey(dead));
  expect((await look(stage, CAROL.address, "wkd")).outcome.result).toBe("bad-key");
  await isHeld(stage, CAROL.address);
});

test("a key that is withdrawn after its first use stops sealing at the next look", async ({ stage }) => {
  const { keys } = stage.demo;
  const made = await generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: CAROL.name, email: CAROL.address }],
    format: "armored",
  });
  await keys.publishInDirectory(CAROL.address, made.publicKey);
  const { state } = await look(stage, CAROL.address, "wkd");
  await call(stage, "recipient.choose", { address: CAROL.address, fingerprint: state.key!.fingerprint });
  const { revokeKey } = await import("openpgp");
  const key = await readPrivateKey({ armoredKey: made.privateKey });
  await keys.publishInDirectory(CAROL.address, (await revokeKey({ key, format: "armored" })).publicKey);
  expect((await look(stage, CAROL.address, "wkd")).state.state).toBe("revoked");
  await isHeld(stage, CAROL.address);
});

test("a directory the browser may not read is named, with what to do about it", async ({ stage }) => {
  const { keys, dns } = stage.demo;
  const { publicKey } = await makePeer({ name: "Zed", address: ZED });
  keys.directory("example.org", { cors: false });
  await keys.publishInDirectory(ZED, publicKey);
  expect(dns.published.has(ZED)).toBe(false);
  expect((await look(stage, ZED, "wkd")).outcome.result).toBe("blocked");
  const { page } = stage;
  await page.bringToFront();
  await startMail(page, ZED, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("hello");
  await press(overlay, overlay.getByRole("button", { name: ZED }));
  await expect(overlay.getByRole("button", { name: "Allow Cachet to ask openpgpkey.example.org" })).toBeVisible();
});
