// GnuPG as the other party. Skipped where it is not installed, but never when CI is set.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seal } from "./encrypt";
import { openMessage, parseMessage, verifyDetached } from "./open";
import { openpgp } from "./openpgp";
import { armorSecret, generateKey, importKey, type OwnKey } from "./secret-key";

const installed = spawnSync("gpg", ["--version"]).status === 0;

it("GnuPG is there where tests must be complete", () => {
  expect(installed || !process.env.CI).toBe(true);
});

describe.skipIf(!installed)("GnuPG as the other party", () => {
  let home: string;
  let alice: OwnKey;
  let bobsKey: string;
  const now = Date.now() - 2000;

  function gpg(args: string[], input = ""): { out: string; status: string } {
    const run = spawnSync(
      "gpg",
      [
        "--homedir",
        home,
        "--batch",
        "--yes",
        "--status-fd",
        "2",
        "--trust-model",
        "always",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
        ...args,
      ],
      { input, timeout: 60_000 },
    );
    if (run.status !== 0) throw new Error(`gpg ${args.join(" ")}: ${run.stderr}`);
    return { out: run.stdout.toString(), status: run.stderr.toString() };
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "gpg-"));
    alice = await generateKey("Alice", "alice@example.org", now - 1000);
    gpg(["--import"], alice.secret.armor());
    gpg(["--quick-generate-key", "Bob <bob@example.org>", "ed25519", "sign", "1y"]);
    const fingerprint = /fpr:+([0-9A-F]{40})/.exec(gpg(["--with-colons", "--list-keys", "bob@example.org"]).out)![1]!;
    gpg(["--quick-add-key", fingerprint, "cv25519", "encr", "1y"]);
    bobsKey = gpg(["--armor", "--export", "bob@example.org"]).out;
  });

  afterAll(() => {
    spawnSync("gpgconf", ["--homedir", home, "--kill", "all"], { timeout: 60_000 });
    rmSync(home, { recursive: true, force: true });
  });

  const bob = async () => (await openpgp.readKey({ armoredKey: bobsKey })).write();

  async function open(armored: string, signer: Uint8Array, unprotected = false) {
    const parsed = await parseMessage(armored);
    if (!parsed.ok) return parsed;
    return openMessage(parsed.value, [alice.secret], async () => [signer], Date.now(), unprotected);
  }

  it("imports the key we make, with its encryption subkey and expiry", () => {
    const listing = gpg(["--with-colons", "--list-secret-keys", "alice@example.org"]).out;
    expect(listing).toMatch(/^sec:.*:255:22:/m);
    expect(listing).toMatch(/^ssb:.*:255:18:/m);
    expect(listing.toLowerCase()).toContain(alice.info.fingerprint);
  });

  it("takes our revocation certificate", async () => {
    const key = await generateKey("Gone", "gone@example.org", now - 1000);
    gpg(["--import"], key.secret.toPublic().armor());
    gpg(["--import"], key.revocation);
    expect(gpg(["--with-colons", "--list-keys", "gone@example.org"]).out).toMatch(/^pub:r:/m);
  });

  it.each(["Grüße, 日本", "", "line\n".repeat(5000), "x".repeat(3000)])(
    "reads and verifies what we seal (%#)",
    async (text) => {
      const armored = await seal({
        text,
        signer: alice.secret,
        readers: [await bob(), alice.info.certificate],
        hiddenReaders: [],
        now: Date.now(),
      });
      const read = gpg(["--decrypt"], armored);
      expect(read.out.replace(/\r\n/g, "\n")).toBe(text);
      expect(read.status).toContain("GOODSIG");
      expect(read.status).toContain("DECRYPTION_OKAY");
      expect(read.status).toMatch(/DECRYPTION_INFO 2 9\b/);
    },
  );

  it("reads a message it is a hidden reader of", async () => {
    const armored = await seal({
      text: "psst",
      signer: alice.secret,
      readers: [alice.info.certificate],
      hiddenReaders: [await bob()],
      now: Date.now(),
    });
    expect(armored).not.toBe("");
    expect(gpg(["--decrypt", "--try-all-secrets"], armored).out).toBe("psst");
  });

  it.each([
    ["compressed", []],
    ["uncompressed", ["--compress-algo", "none"]],
    ["bzip2", ["--compress-algo", "bzip2"]],
    ["in text mode", ["--textmode"]],
    ["to a hidden reader", ["--throw-keyids"]],
  ])("seals a message we open and verify, %s", async (_, options) => {
    const text = "Grüße aus der Kommandozeile\n".repeat(300);
    const armored = gpg(
      ["--armor", "--sign", "--encrypt", "-u", "bob@example.org", "-r", "alice@example.org", ...options],
      text,
    ).out;
    expect(await open(armored, await bob())).toMatchObject({
      ok: true,
      value: { text, signatures: [{ state: "good", inLife: true }] },
    });
  });

  it("clearsigns a text we verify", async () => {
    const armored = gpg(["--clearsign", "-u", "bob@example.org"], "- dash\nFrom me  \nGrüße\n").out;
    expect(await open(armored, await bob())).toMatchObject({
      ok: true,
      value: { text: "- dash\nFrom me\nGrüße", signatures: [{ state: "good" }] },
    });
  });

  it("verifies a text clearsigned with our key", async () => {
    const message = await openpgp.createCleartextMessage({ text: "- dash\nFrom me\nGrüße" });
    const armored = await openpgp.sign({ message, signingKeys: alice.secret, date: new Date(now) });
    expect(gpg(["--verify"], armored).status).toContain("GOODSIG");
  });

  it("signs without sealing, and we verify", async () => {
    const armored = gpg(["--armor", "--sign", "-u", "bob@example.org"], "open words").out;
    expect(await open(armored, await bob())).toMatchObject({
      ok: true,
      value: { text: "open words", signatures: [{ state: "good" }] },
    });
  });

  it("without integrity protection gives us nothing until that is asked for", async () => {
    const armored = gpg(["--armor", "--encrypt", "--rfc2440", "--disable-mdc", "-r", "alice@example.org"], "old").out;
    expect(await open(armored, await bob())).toEqual({
      ok: false,
      code: "not-authenticated",
      unprotected: true,
    });
    expect(await open(armored, await bob(), true)).toMatchObject({ ok: true, value: { text: "old", signatures: [] } });
  });

  it("makes detached signatures we check, over exactly what they are over", async () => {
    const signature = gpg(["--armor", "--detach-sign", "-u", "bob@example.org"], "two\r\nlines\r\n").out;
    const over = async (text: string) =>
      verifyDetached(new TextEncoder().encode(text), signature, async () => [await bob()], Date.now());
    expect(await over("two\r\nlines\r\n")).toMatchObject({ ok: true, value: [{ state: "good" }] });
    for (const other of ["two\r\nlines\r\n\r\n", "two\nlines\n", ""])
      expect(await over(other)).toMatchObject({ ok: true, value: [{ state: "invalid" }] });
  });

  it("exports a protected secret key we import", async () => {
    const exported = execFileSync(
      "gpg",
      [
        "--homedir",
        home,
        "--batch",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
        "--armor",
        "--export-secret-keys",
        "bob@example.org",
      ],
      { timeout: 60_000 },
    ).toString();
    expect(await importKey(exported, null, Date.now())).toMatchObject({
      ok: true,
      value: { info: { addresses: ["bob@example.org"] } },
    });
  });

  it("imports the secret key we export under a passphrase", async () => {
    const other = await generateKey("Dora", "dora@example.org", now - 1000);
    const armored = await armorSecret(other.secret, "correct horse");
    const status = gpg(["--passphrase", "correct horse", "--import"], armored).status;
    expect(status).toContain(`IMPORT_OK 17 ${other.info.fingerprint.toUpperCase()}`);
    const sealed = await seal({
      text: "for Dora",
      signer: null,
      readers: [other.info.certificate],
      hiddenReaders: [],
      now: Date.now(),
    });
    expect(gpg(["--passphrase", "correct horse", "--decrypt"], sealed).out).toBe("for Dora");
  });

  it.each(["rsa2048", "nistp256", "nistp384"])(
    "and a key of its kind %s: we seal to it and verify it",
    async (kind) => {
      const address = `${kind.toLowerCase()}@example.org`;
      gpg(["--quick-generate-key", `<${address}>`, kind, "sign", "1y"]);
      const fingerprint = /fpr:+([0-9A-F]{40})/.exec(gpg(["--with-colons", "--list-keys", address]).out)![1]!;
      gpg(["--quick-add-key", fingerprint, kind, "encr", "1y"]);
      const key = await openpgp.readKey({ armoredKey: gpg(["--armor", "--export", address]).out });
      const sealed = await seal({
        text: "to you",
        signer: alice.secret,
        readers: [key.write()],
        hiddenReaders: [],
        now: Date.now(),
      });
      expect(gpg(["--decrypt"], sealed).out).toBe("to you");
      const signed = gpg(["--armor", "--sign", "--encrypt", "-u", address, "-r", "alice@example.org"], "to us").out;
      expect(await open(signed, key.write())).toMatchObject({
        ok: true,
        value: { text: "to us", signatures: [{ state: "good" }] },
      });
    },
  );
});
