import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openpgp } from "../../domain/pgp/openpgp";
import { generateKey } from "../../domain/pgp/secret-key";
import { type Failed, fail, ok } from "../../domain/result";
import type { Request } from "../../messages/calls";
import type { FetchFailure } from "../fetch";
import { type Dns, fakeDeps, type Has, hosts, nothing, page, status, type Web } from "../testing/fake-lookup";

vi.mock("../../platform/browser");
const { checkPublished, publishedKey } = await import("./check");
const { askAfresh } = await import("../lookup/lookup");
const { createIdentity, importIdentity } = await import("../own-keys/identities");
const { nextSteps } = await import("../home/steps");
const { setSettings } = await import("../settings/settings");
const { database } = await import("../store/database");

const ADDRESS = "ada@example.org";
const VKS = { kind: "vks", origin: "https://keys.example" } as const;
let fingerprint: string;
let certificate: Uint8Array;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Ada", address: ADDRESS });
  if (!made.ok) throw new Error(made.code);
  fingerprint = made.value.fingerprint;
  certificate = await handedOut();
});

async function handedOut(address = ADDRESS): Promise<Uint8Array> {
  const key = await publishedKey({ fingerprint, address });
  if (!key.ok) throw new Error(key.code);
  return key.value.certificate;
}

type Change = Partial<Pick<Request<"publish.check">, "source" | "server">>;

async function check(dns: Has | Dns, web?: Web, { source = "dns", ...change }: Change = {}) {
  const { deps } = fakeDeps(typeof dns === "function" ? dns : () => dns, web);
  const request = { fingerprint, address: ADDRESS, source, ...change };
  const answer = await checkPublished(request, (asked) => askAfresh(asked, deps));
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}

/** A copy of the same key with another expiry, as an older copy would have. */
async function shortened(): Promise<Uint8Array> {
  const { secret } = await generateKey("Ada", ADDRESS, Date.now() - 5000);
  const armored = secret.armor();
  await database.identities.clear();
  const imported = await importIdentity({ key: armored });
  if (!imported.ok) throw new Error(imported.code);
  fingerprint = imported.value.fingerprint;
  const changed = await openpgp.reformatKey({
    privateKey: await openpgp.readPrivateKey({ armoredKey: armored }),
    userIDs: { name: "Ada", email: ADDRESS },
    keyExpirationTime: 3600,
    date: new Date(Date.now() - 2000),
    format: "object",
  });
  return changed.publicKey.write();
}

describe("what is handed out", () => {
  it("names the one address only", async () => {
    const { privateKey } = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [
        { name: "Ada", email: "ada@work.example" },
        { name: "Countess", email: "ada@home.example" },
      ],
      format: "armored",
    });
    const imported = await importIdentity({ key: privateKey });
    if (!imported.ok) throw new Error(imported.code);
    fingerprint = imported.value.fingerprint;
    const key = await openpgp.readKey({ binaryKey: await handedOut("ADA@home.example") });
    expect(key.getUserIDs()).toEqual(["Countess <ada@home.example>"]);
    expect(key.isPrivate()).toBe(false);
  });

  it("is nothing for an address the key does not have, or a key that is gone", async () => {
    expect(await publishedKey({ fingerprint, address: "eve@example.org" })).toEqual(fail("unknown"));
    expect(await publishedKey({ fingerprint: "0".repeat(40), address: ADDRESS })).toEqual(fail("unknown"));
  });
});

describe("what others find of the own key", () => {
  it("this key, proven", async () => {
    expect(await check({ records: [certificate], verdict: "secure" })).toMatchObject({
      result: "reachable-proven",
      host: "dns.quad9.net",
      dnssec: { verdict: "secure", chain: [{ kind: "record" }] },
    });
  });

  it("this key, in a domain that is not signed", async () => {
    expect((await check({ records: [certificate] })).result).toBe("reachable-unproven");
  });

  it("another key, alone or beside this one", async () => {
    const { info } = await generateKey("Ada", ADDRESS, Date.now() - 1000);
    expect((await check({ records: [info.certificate], verdict: "secure" })).result).toBe("other-key");
    expect((await check({ records: [certificate, info.certificate], verdict: "secure" })).result).toBe("other-key");
  });

  it("an older copy, with another end", async () => {
    const older = await shortened();
    expect((await check({ records: [older], verdict: "secure" })).result).toBe("older-copy");
    expect((await check({ records: [await handedOut()], verdict: "secure" })).result).toBe("reachable-proven");
  });

  it.each([
    [nothing, "not-found"],
    [{ verdict: "bogus" }, "bogus"],
    [{ records: [Uint8Array.of(1, 2, 3)] }, "unreadable"],
    ["timeout", "unreachable"],
    ["unreachable", "unreachable"],
  ] as const)("in the DNS: %j is %s", async (has, result) => {
    expect((await check(has)).result).toBe(result);
  });

  it("two resolvers that disagree", async () => {
    const { info } = await generateKey("Ada", ADDRESS, Date.now() - 1000);
    const split: Dns = (host) => ({ records: [host === "dns.quad9.net" ? certificate : info.certificate] });
    expect((await check(split)).result).toBe("disagree");
  });

  it.each([
    [ok(null), "reachable"],
    [status(404), "not-found"],
    [fail("blocked"), "blocked"],
    [fail("timeout"), "unreachable"],
  ])("on the web host: %j is %s", async (said, result) => {
    const web: Web = () => (said.ok ? page(certificate) : (said as Failed<FetchFailure>));
    const found = await check(hosts("openpgpkey.example.org"), web, { source: "wkd" });
    expect(found).toMatchObject({ result, host: "openpgpkey.example.org", dnssec: null });
  });

  it("on a key server, when it is one of those in the settings", async () => {
    await setSettings({ keyServers: [VKS] });
    const web: Web = (url) => (url.startsWith(VKS.origin) ? page(certificate) : fail("unreachable"));
    expect((await check(nothing, web, { source: "server", server: VKS.origin })).result).toBe("reachable");
    expect((await check(nothing, web, { source: "server", server: "https://evil.example" })).result).toBe("off");
  });

  it("not asked where the settings leave the source out", async () => {
    await setSettings({ wkd: false });
    expect((await check(hosts("openpgpkey.example.org"), undefined, { source: "wkd" })).result).toBe("off");
  });

  it("leaves no trace among contacts and their keys", async () => {
    const { info } = await generateKey("Ada", ADDRESS, Date.now() - 1000);
    await check({ records: [info.certificate], verdict: "secure" });
    const tables = [database.contacts, database.keys, database.finds, database.lookups];
    expect(await Promise.all(tables.map((table) => table.count()))).toEqual([0, 0, 0, 0]);
  });
});

describe("the step that asks to publish", () => {
  const open = async (): Promise<boolean> => {
    for (const id of ["backup", "passphrase", "try"])
      await database.settings.update("settings", (row) => Object.assign(row, { dismissed: [...row.dismissed, id] }));
    const steps = await nextSteps();
    return steps.ok && steps.value.some(({ id }) => id === "publish");
  };

  it("goes once a check has found the key, and not before", async () => {
    await setSettings({});
    await check(nothing);
    expect(await open()).toBe(true);
    await check({ records: [certificate] });
    expect(await open()).toBe(false);
  });
});
