// A message of the largest size that is opened, made to keep the worker busy: other calls are answered meanwhile.
import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Frame } from "@playwright/test";
import { encryptSessionKey, readKey } from "openpgp";
import { pressLock, startMail } from "../gmail/actions";
import { expect, test } from "../gmail/stage";
import { ALICE } from "../webmail/demo";

/** In octets; armored, this comes close to the limit of 50 MiB. */
const LENGTH = 34 * 1024 * 1024;
/** RFC 9580 5.13.2: chunks of 2^(2+6) octets, each with its own tag. */
const CHUNK = 2;
const AES256 = 9;
const OCB = 2;

/** SEIPDv2 by OpenSSL in the mode that every reader must support. Only the last tag is wrong, so all the work is in vain. */
function sealedData(key: Buffer): Buffer {
  const header = Buffer.of(0xd2, 2, AES256, OCB, CHUNK);
  const salt = randomBytes(32);
  const derived = Buffer.from(hkdfSync("sha256", key, salt, header, 32 + 7));
  const crypt = (octets: Uint8Array, index: number, ...more: Buffer[]): Buffer => {
    const nonce = Buffer.concat([derived.subarray(32), bigEndian(index)]);
    const cipher = createCipheriv("aes-256-ocb", derived.subarray(0, 32), nonce, { authTagLength: 16 });
    cipher.setAAD(Buffer.concat([header, ...more]), { plaintextLength: octets.length });
    return Buffer.concat([cipher.update(octets), cipher.final(), cipher.getAuthTag()]);
  };
  const plain = packet(11, Buffer.from("b\0\0\0\0\0"), Buffer.alloc(LENGTH));
  const size = 2 ** (CHUNK + 6);
  const chunks: Buffer[] = [];
  for (let at = 0; at < plain.length; at += size) chunks.push(crypt(plain.subarray(at, at + size), chunks.length));
  const last = crypt(Buffer.alloc(0), chunks.length, bigEndian(plain.length));
  last[15]! ^= 1;
  return packet(18, header.subarray(1), salt, Buffer.concat(chunks), last);
}

function packet(type: number, ...body: Buffer[]): Buffer {
  const whole = Buffer.concat(body);
  const header = Buffer.of(0xc0 | type, 255, 0, 0, 0, 0);
  header.writeUInt32BE(whole.length, 2);
  return Buffer.concat([header, whole]);
}

function bigEndian(value: number): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(value));
  return octets;
}

async function hostile(armoredKey: string): Promise<string> {
  const key = randomBytes(32);
  const keyPacket: Uint8Array = await encryptSessionKey({
    data: new Uint8Array(key),
    algorithm: "aes256",
    aeadAlgorithm: "ocb",
    encryptionKeys: await readKey({ armoredKey }),
    format: "binary",
  });
  const lines = Buffer.concat([keyPacket, sealedData(key)])
    .toString("base64")
    .replace(/.{64}/g, "$&\n");
  return `-----BEGIN PGP MESSAGE-----\n\n${lines}\n-----END PGP MESSAGE-----\n`;
}

interface Seen {
  readonly code: string | undefined;
  readonly answered: number;
  readonly longestMs: number;
}

/** Opens the message, and makes another call again and again until that is done. */
const openBeside = (overlay: Frame, armored: string): Promise<Seen> =>
  overlay.evaluate(
    async ({ armored, account }) => {
      type Answer = { ok: boolean; code?: string };
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: object): Promise<Answer> } } }
      ).chrome;
      const build = await (await fetch("/build.txt")).text();
      let open: Answer | null = null;
      const request = { given: { armored }, claims: { from: null, to: [], date: null, account } };
      const opening = runtime.sendMessage({ call: `${build}/mail.read`, request }).then((answer) => {
        open = answer;
      });
      let answered = 0;
      let longestMs = 0;
      while (!open) {
        const start = performance.now();
        const answer = await runtime.sendMessage({ call: `${build}/identity.list`, request: {} });
        if (!answer.ok) throw new Error(answer.code);
        longestMs = Math.max(longestMs, performance.now() - start);
        if (!open) answered++;
      }
      await opening;
      return { code: (open as Answer).code, answered, longestMs };
    },
    { armored, account: ALICE.address },
  );

test("while a message of the greatest length in small chunks is opened, others are answered", async ({ stage }) => {
  test.setTimeout(120_000);
  const { page, aliceKey } = stage;
  const armored = await hostile(aliceKey);
  expect(armored.length).toBeGreaterThan(48 * 1024 * 1024);
  await startMail(page, ALICE.address, "");
  const overlay = await pressLock(page);
  const { code, answered, longestMs } = await openBeside(overlay, armored);
  expect(code).toBe("not-authenticated");
  console.log(`  ${answered} others answered meanwhile, the slowest in ${longestMs.toFixed(0)} ms`);
  // A single answer could have come before the work began.
  expect(answered).toBeGreaterThan(10);
});
