import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readCert, readPka } from "../discovery/key-pointer";
import { webKeyUrls } from "../discovery/web-key-directory";
import { certificateForAddress } from "../pgp/certificate";
import { openpgp } from "../pgp/openpgp";
import { generateKey } from "../pgp/secret-key";
import { zoneLines } from "./zone-lines";

const PRINT = "d5d301b1b511d1aa79e2365357da244759ec98d9";
const KEY = Uint8Array.from({ length: 100 }, (_, i) => i);
const linesFor = (local: string, certificate = KEY) =>
  zoneLines({ parts: { local, domain: "example.com" }, certificate, fingerprint: PRINT });
const ofKind = async (local: string, kind: string) => (await linesFor(local)).filter((line) => line.kind === kind);

describe("zone lines", () => {
  it("OPENPGPKEY is written as in RFC 7929 2.3, at the owner name of its example", async () => {
    const [line] = await ofKind("hugh", "openpgpkey");
    const owner = "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey.example.com.";
    expect(line!.owner).toBe(owner);
    expect(line!.bind.replace(/\s+/g, " ")).toMatch(
      new RegExp(`^${owner.replaceAll(".", "\\.")} IN OPENPGPKEY \\( [A-Za-z0-9+/= ]+ \\)$`),
    );
    expect(Buffer.from(/\(([^)]*)\)/.exec(line!.bind)![1]!, "base64")).toEqual(Buffer.from(KEY));
  });

  it("the generic form names type, length and octets as RFC 3597 5 does", async () => {
    const [line] = await ofKind("hugh", "openpgpkey");
    expect(line!.generic).toBe(`${line!.owner} IN TYPE61 \\# 100 ${Buffer.from(KEY).toString("hex")}`);
    expect(line!.size).toBe(100);
  });

  it("CERT holds type PGP, no tag, no algorithm, then the key", async () => {
    const [line] = await ofKind("hugh", "cert");
    expect(line!.owner).toBe("hugh.example.com.");
    expect(line!.bind).toMatch(/^hugh\.example\.com\. IN CERT PGP 0 0 \(\n/);
    expect(line!.generic).toBe(`hugh.example.com. IN TYPE37 \\# 105 0003000000${Buffer.from(KEY).toString("hex")}`);
  });

  it("the fingerprint's record stands at the z-base-32 name and points into the key directory", async () => {
    const [line] = await ofKind("Joe.Doe", "ipgp");
    expect(line!.owner).toBe("iy9q119eutrkn8s1mk4r39qejnbu3n5q._pka.example.com.");
    const url = "https://example.com/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe";
    const octets = `000600000014${PRINT}${Buffer.from(url).toString("hex")}`;
    expect(line!.generic).toBe(`${line!.owner} IN TYPE37 \\# ${octets.length / 2} ${octets}`);
  });

  it("what is told to be published is what a lookup reads", async () => {
    const rdata = async (kind: string): Promise<Uint8Array> => {
      const [, size, hex] = /\\# (\d+) (\w+)$/.exec((await ofKind("Joe.Doe", kind))[0]!.generic)!;
      const bytes = new Uint8Array(Buffer.from(hex!, "hex"));
      expect(bytes).toHaveLength(Number(size));
      return bytes;
    };
    const uri = (await webKeyUrls({ local: "Joe.Doe", domain: "example.com" })).direct;
    expect(readCert(await rdata("cert"))).toEqual({ key: KEY });
    expect(readCert(await rdata("ipgp"))).toEqual({ pointer: { fingerprint: PRINT, uri } });
    expect(readPka(await rdata("pka"))).toEqual({ fingerprint: PRINT, uri });
  });

  it("the alias leads the directory's host to keys.openpgp.org", async () => {
    const [line] = await ofKind("hugh", "alias");
    expect(line!.bind).toBe("openpgpkey.example.com. IN CNAME wkd.keys.openpgp.org.");
    expect(line!.generic).toBe("openpgpkey.example.com. IN TYPE5 \\# 22 03776b64046b657973076f70656e706770036f726700");
  });

  it("a local part with upper case gets its record under both spellings", async () => {
    const owners = (await ofKind("Hugh", "openpgpkey")).map(({ owner }) => owner);
    expect(owners).toHaveLength(2);
    expect(owners[1]).toMatch(/^c93f1e40/);
  });

  it("the older text record names fingerprint and place in the order GnuPG insists on", async () => {
    const [line] = await ofKind("Joe.Doe", "pka");
    expect(line!.bind).toBe(
      `joe.doe._pka.example.com. IN TXT "v=pka1;fpr=${PRINT.toUpperCase()};uri=https://example.com/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe"`,
    );
  });

  it("what cannot stand in a host name has records under hashed names only", async () => {
    for (const local of ["a".repeat(64), "a..b", "a;b", "zoë"])
      expect((await linesFor(local)).map(({ kind }) => kind)).toEqual(["openpgpkey", "ipgp", "alias"]);
  });

  it("no local part can begin another record", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 64 }), async (local) => {
        for (const { owner } of await linesFor(local)) expect(owner).toMatch(/^(?:[^\s;"()\\@$]|\\[$"();@\\])+$/);
      }),
      { numRuns: 50 },
    );
  });
});

const present = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

describe.skipIf(!present("gpg"))("zone lines beside GnuPG's", () => {
  const home = mkdtempSync(join(tmpdir(), "cachet-gpg-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const gpg = (args: readonly string[], input?: string | Uint8Array): Buffer =>
    spawnSync("gpg", ["--homedir", home, "--batch", "--quiet", ...args], { input, timeout: 60_000 }).stdout;

  it("OPENPGPKEY is what `gpg --export-options export-dane` prints, and the name that of export-pka", async () => {
    const { secret } = await generateKey("Joe", "joe.doe@example.org", Date.now() - 2000);
    gpg(["--import"], secret.toPublic().write());
    // GnuPG writes packet headers of the old form, so both sides get the very same octets.
    const certificate = new Uint8Array(gpg(["--export"]));
    const fingerprint = secret.getFingerprint();
    const lines = await zoneLines({ parts: { local: "joe.doe", domain: "example.org" }, certificate, fingerprint });

    const dane = gpg(["--export", "--export-options", "export-dane"]).toString();
    const [, hash, size, hex] = /^(\w{56}) TYPE61 \\# (\d+) \(([^)]*)\)/m.exec(dane)!;
    const openpgpkey = lines.find(({ kind }) => kind === "openpgpkey")!;
    expect(openpgpkey.owner).toBe(`${hash}._openpgpkey.example.org.`);
    expect(openpgpkey.generic.endsWith(` TYPE61 \\# ${size} ${hex!.replace(/\s/g, "")}`)).toBe(true);

    const pka = gpg(["--export", "--export-options", "export-pka"]).toString();
    const [, name, print] = /^(\w{32}) TYPE37 \\# 26 0006 0000 00 14 (\w{40})/m.exec(pka)!;
    const ours = lines.find(({ kind }) => kind === "ipgp")!;
    expect(ours.owner).toBe(`${name}._pka.example.org.`);
    expect(ours.generic).toContain(`000600000014${print!.toLowerCase()}`);
  });

  it("a key with several addresses is cut to the one the name is for", async () => {
    const { privateKey } = await openpgp.generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ email: "a@example.org" }, { email: "b@example.net" }],
      format: "object",
      date: new Date(Date.now() - 2000),
    });
    const info = await certificateForAddress(privateKey.toPublic().write(), "b@example.net", Date.now());
    if (!info.ok) throw new Error(info.code);
    const listing = gpg(["--show-keys", "--with-colons"], info.value.certificate).toString();
    expect(listing.match(/^uid:.*$/gm)).toEqual([expect.stringContaining("b@example.net")]);
  });
});

describe.skipIf(!present("named-compilezone"))("zone lines as BIND reads them", () => {
  const dir = mkdtempSync(join(tmpdir(), "cachet-zone-"));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** The zone with these records in BIND's canonical text, without the records that every zone has. */
  function compiled(records: readonly string[]): string[] {
    const file = join(dir, "zone");
    const head =
      "$TTL 60\n@ IN SOA ns.example.com. h.example.com. 1 60 60 60 60\n@ IN NS ns.example.com.\nns IN A 192.0.2.1\n";
    writeFileSync(file, `${head}${records.join("\n")}\n`);
    const run = spawnSync("named-compilezone", ["-s", "full", "-o", "-", "example.com", file], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(run.status, run.stdout + run.stderr).toBe(0);
    return run.stdout.split("\n").filter((text) => /\b(OPENPGPKEY|CERT|TXT|CNAME)\b/.test(text));
  }

  it.each(["hugh", "Joe.Doe", "$o'neil+a"])("both forms are the same records (%s)", async (local) => {
    const lines = await linesFor(local);
    const plain = compiled(lines.map(({ bind }) => bind));
    expect(plain).toHaveLength(lines.length);
    expect(compiled(lines.map(({ generic }) => generic))).toEqual(plain);
  });
});
