// RNP, Thunderbird's library, as the other party: it writes packet 20. Skipped where it is not installed.
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMessage, parseMessage } from "./open";
import { openpgp } from "./openpgp";
import { generateKey, type OwnKey } from "./secret-key";

const installed = spawnSync("rnp", ["--version"]).status === 0;

describe.skipIf(!installed)("RNP as the other party", () => {
  let home: string;
  let alice: OwnKey;
  const now = Date.now();

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "rnp-"));
    alice = await generateKey("Alice", "alice@example.org", now - 60_000);
    const key = await openpgp.readKey({ binaryKey: alice.info.certificate });
    writeFileSync(join(home, "alice.asc"), key.armor());
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** Authenticated encryption by RNP, in chunks of 256 KiB. */
  function sealed(mode: "OCB" | "EAX", data: Uint8Array): Uint8Array {
    const [plain, out] = [join(home, "plain"), join(home, "sealed")];
    writeFileSync(plain, data);
    const key = ["--keyfile", join(home, "alice.asc"), "-r", "alice@example.org"];
    const how = [`--aead=${mode}`, "-z", "0", "--encrypt", "--overwrite", "--output", out];
    execFileSync("rnp", ["--homedir", home, ...key, ...how, plain], { stdio: "ignore", timeout: 60_000 });
    return Uint8Array.from(readFileSync(out));
  }

  async function opened(message: Uint8Array) {
    const parsed = await parseMessage(message);
    if (!parsed.ok) throw new Error(parsed.code);
    return openMessage(parsed.value, [alice.secret], async () => [], now);
  }

  it.each([
    ["OCB", 13],
    ["OCB", 600_000],
    ["EAX", 600_000],
  ] as const)(
    "opens what it seals with %s, %i octets, and nothing of it when one octet is another",
    async (mode, length) => {
      const data = randomBytes(length);
      const message = sealed(mode, data);
      const content = await opened(message);
      expect(content.ok && Buffer.compare(content.value.octets, data)).toBe(0);
      const at = message.length - 17 - Math.floor(length / 2);
      message[at]! ^= 1;
      expect(await opened(message)).toEqual({ ok: false, code: "not-authenticated" });
    },
  );
});
