// Text omitted under a good signature: sealed content that does not declare itself MIME is shown completely, from the first
// character to the last, in every form.
import { beforeAll, describe, expect, it } from "vitest";
import { octetsOf } from "../../src/domain/octets";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { readAttachment, readSealedFile } from "../../src/pages/overlays/read/reading";
import {
  aliceSide,
  clearsigned,
  crlf,
  head,
  mixed,
  pgpMime,
  read,
  readArmor,
  type Side,
  sealed,
  stateOf,
  textOf,
  textPart,
  worldOf,
} from "./world";

let side: Side;

beforeAll(async () => {
  side = await aliceSide();
});

const TEXTS = [
  "https://example.org/a\n\nthe link above",
  "18:30 at the pier\n\nbring a coat",
  "PS: call me\n\nBob",
  "PS: call me\nBob",
  "Subject: x\n\nhello",
  "From: Mallory <mallory@evil.example>\nTo: you\n\nhello",
  "Note:\n a folded line\n\nhello",
  "Content-Type: what is that?\n\nhello",
  "Content-Transfer-Encoding: base64\n\naGVsbG8=",
  "Content-Disposition: attachment\n\nhello",
  "x:\n\n\n\n",
  "\n\n two empty lines before",
  ": nothing before the colon\n\nhello",
  "--x\n\nhello\n--x--",
];

/** Generates lines, some of which look like fields. */
function madeUp(seed: number): string {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 12) % below;
  };
  const words = [
    "https:",
    "PS:",
    "Subject:",
    "To:",
    "18:30",
    "a",
    "é",
    ":",
    " ",
    "\t",
    "- ",
    "=20",
    "--b",
    "boundary=b",
  ];
  const lines = Array.from({ length: next(7) + 1 }, () =>
    Array.from({ length: next(4) }, () => words[next(words.length)]!).join(next(2) ? " " : ""),
  );
  return lines.join("\n");
}

const plain = async (text: string): Promise<string> => sealed(side, text);

describe("a text that does not say it is MIME", () => {
  it.each(TEXTS.map((text) => [text]))("%j is shown whole, sealed as PGP/MIME", async (text) => {
    const message = await read(side, head() + pgpMime(await plain(text)));
    expect(textOf(message)).toBe(text);
    expect(stateOf(message)).toBe("verified");
  });

  it("is shown whole in a sealed file, inline, and in a sealed attachment", async () => {
    for (const text of TEXTS) {
      const armored = await plain(text);
      expect(textOf(await readSealedFile(octetsOf(armored), worldOf(side)))).toBe(text);
      expect(textOf(await read(side, `${head()}\n${armored}`))).toBe(text);
      expect(await readArmor(side, armored)).toMatchObject({ text });
      const hung = await read(
        side,
        head() + mixed(textPart("see the file"), `Content-Type: application/octet-stream; name=mail.asc\n\n${armored}`),
      );
      if (hung.kind !== "clear") throw new Error(hung.kind);
      const [file] = hung.shown.attachments;
      const inside = await readAttachment(file!, hung.shown.attachments, worldOf(side));
      if (inside.kind !== "opened") throw new Error(inside.kind);
      const [only] = inside.shown.attachments;
      const whole = only ? new TextDecoder().decode(await only.bytes()) : crlf(textOf(inside));
      expect(whole).toBe(crlf(text));
    }
  });

  it("is shown whole where it is only signed, but for the blanks at a line's end (RFC 9580 7.2)", async () => {
    for (const text of TEXTS) {
      const block = await clearsigned(text, side.bob);
      const shown = text.replace(/[ \t]+$/gm, "");
      expect(await readArmor(side, block)).toMatchObject({ text: shown, signature: { state: "verified" } });
      expect(textOf(await read(side, `${head()}\n${block}`))).toBe(shown);
    }
  });

  it("is shown whole whatever it is made of", async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const text = madeUp(seed);
      const message = await openpgp.createMessage({ text });
      const armored = await openpgp.encrypt({
        message,
        encryptionKeys: await openpgp.readKey({ binaryKey: side.alice }),
      });
      expect([seed, textOf(await read(side, head() + pgpMime(armored as string)))]).toEqual([seed, text]);
    }
  });

  it("names no other sender, whatever its first lines look like", async () => {
    const text = "From: Mallory <mallory@evil.example>\n\nhello";
    expect(stateOf(await read(side, head() + pgpMime(await plain(text))))).toBe("verified");
  });
});

describe("what says it is MIME", () => {
  it("is read as MIME: by its type, by its version, in a file", async () => {
    for (const field of ["Content-Type: text/plain", "MIME-Version: 1.0"]) {
      const armored = await plain(`${field}\n\nhello`);
      expect(textOf(await read(side, head() + pgpMime(armored)))).toBe("hello");
      expect(textOf(await readSealedFile(octetsOf(armored), worldOf(side)))).toBe("hello");
    }
  });
});
