import { describe, expect, it, vi } from "vitest";
import { messageFile } from "../../../domain/message/attachments";
import type { Decrypted, Openers } from "../../../domain/message/opened";
import { askingUnwrap, type MailRequest } from "../../../domain/message/testing/unwrap";
import { blocksIn, fileInSource } from "./in-source";
import { NotHandedOver } from "./not-handed-over";
import type { Read, ReadingWorld } from "./read-mail";
import { readAttachment, readMessage } from "./reading";
import { listedFiles } from "./shown";

vi.mock("../../../platform/browser");

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.replace(/\r?\n/g, "\r\n"));
const words = (octets: unknown): string => new TextDecoder().decode(octets as Uint8Array);

const opened = (more: Partial<Decrypted> = {}): Decrypted => ({
  text: null,
  guessed: false,
  entity: null,
  unprotected: false,
  mine: [],
  sealed: true,
  signature: { state: "none" },
  readers: [],
  facts: { sealed: true, modern: false, signature: "none", participants: [] },
  ...more,
});

const SIGNER = { fingerprint: "a".repeat(40), name: "Bob", address: "bob@b.example", verifiedAt: null };
const known: Decrypted["signature"] = { state: "known", signer: SIGNER, signedAt: 0 };

/** A fake background that opens "SEALED <text>" and accepts signatures saying "good". */
function world(
  more: Partial<ReadingWorld> = {},
  inside: Partial<Decrypted> = {},
): {
  /** One entry per layer undone. */
  asked: { name: string; request: Record<string, unknown> }[];
  /** One entry per call to the background. */
  crossed: { name: string; request: MailRequest }[];
  world: ReadingWorld;
} {
  const asked: { name: string; request: Record<string, unknown> }[] = [];
  const crossed: { name: string; request: MailRequest }[] = [];
  const openers: Openers = {
    decrypt: async (request) => {
      asked.push({ name: "decrypt", request: { ...request } });
      return { ok: true, value: opened({ ...inside, entity: inside.entity ?? bytes(ENTITY) }) };
    },
    verify: async (request) => {
      asked.push({ name: "verify", request: { ...request } });
      const good = words(request.signature).includes("good");
      const signature = good ? known : ({ state: "invalid", keyId: "1" } as const);
      return { ok: true, value: opened({ sealed: false, signature }) };
    },
  };
  const ask = (async (name: string, request: MailRequest) => {
    crossed.push({ name, request });
    return askingUnwrap(openers)(name, request);
  }) as unknown as ReadingWorld["ask"];
  const claims = { from: "bob@b.example", to: [], date: 5, account: null };
  return {
    asked,
    crossed,
    world: {
      ask,
      claims,
      unprotected: false,
      work: { id: "00000000-0000-4000-8000-000000000000", clicks: 0 },
      ...more,
    },
  };
}

const ARMOR = `-----BEGIN PGP MESSAGE-----

hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw
-----END PGP MESSAGE-----
`;
const ENTITY = `Content-Type: multipart/mixed; boundary=i; hp="cipher"
Subject: =?utf-8?q?Geh=C3=A4lter?=
From: Bob <bob@b.example>

--i
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

caf=E9
--i
Content-Type: application/pdf; name=a.pdf

%PDF-
--i--
`;
const encrypted = (
  armor = ARMOR,
): string => `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=o

--o
Content-Type: application/pgp-encrypted

Version: 1
--o
Content-Type: application/octet-stream; name=encrypted.asc

${armor}
--o--
`;
const signed = (
  signature = "good",
  inner = "Content-Type: text/plain\n\nhello",
): string => `Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s

--s
${inner}
--s
Content-Type: application/pgp-signature; name=signature.asc

-----BEGIN PGP SIGNATURE-----
${signature}
-----END PGP SIGNATURE-----
--s--
`;
const HEAD = "From: Bob <bob@b.example>\nSubject: [...]\n";
const mixed = (...parts: string[]): string =>
  `${HEAD}Content-Type: multipart/mixed; boundary=m\n\n${parts.map((part) => `--m\n${part}\n`).join("")}--m--\n`;

const shownIn = (read: Read) => {
  if (read.kind !== "opened" && read.kind !== "clear") throw new Error(read.kind);
  return read.shown;
};

describe("a sealed message", () => {
  it("is shown with what was protected: subject, text in its charset, files", async () => {
    const { world: w, asked, crossed } = world({}, { signature: known });
    const source = bytes(HEAD + encrypted());
    const within = new Uint8Array([...source, ...new Uint8Array(1000)]).subarray(0, source.length);
    const read = await readMessage(within, w);
    expect(read).toMatchObject({ kind: "opened", opened: { sealed: true, signature: { state: "known" } } });
    const shown = shownIn(read);
    expect(shown.text).toBe("café");
    expect(shown.headers?.subject).toBe("Gehälter");
    expect(shown.attachments.map(({ name, kind }) => [name.name, kind])).toEqual([["a.pdf", "file"]]);
    expect(words(await shown.attachments[0]!.bytes())).toBe("%PDF-");
    expect(asked).toHaveLength(1);
    expect(asked[0]!.request).toMatchObject({
      as: "entity",
      from: "bob@b.example",
      sourceFrom: ["bob@b.example"],
      date: 5,
    });
    // A view on a larger buffer would be cloned with all of that buffer.
    const { given } = crossed[0]!.request;
    expect("source" in given && given.source.buffer.byteLength).toBe(source.length);
  });

  it("takes the word of a signature right inside a seal that has none, and both must hold", async () => {
    const within = (signature: string) => ({ entity: bytes(signed(signature)) });
    const fine = await readMessage(bytes(HEAD + encrypted()), world({}, within("good")).world);
    expect(fine).toMatchObject({ opened: { sealed: true, signature: { state: "known" }, facts: { sealed: true } } });
    expect(shownIn(fine).text).toBe("hello");
    const spoilt = await readMessage(
      bytes(HEAD + encrypted()),
      world({}, { ...within("bad"), signature: known }).world,
    );
    expect(spoilt).toMatchObject({ opened: { signature: { state: "invalid" } } });
  });

  it("is text where no MIME was sealed", async () => {
    const entity = new Uint8Array([...new TextEncoder().encode("just words, caf"), 0xe9]);
    const shown = shownIn(await readMessage(bytes(HEAD + encrypted()), world({}, { entity }).world));
    expect(shown).toMatchObject({ text: "just words, café", blocks: [{ html: null, guessed: true }] });
  });

  it("that nothing protected gives neither HTML nor files", async () => {
    const html = `Content-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/html\n\n<img src=x>\n--i\nContent-Type: text/plain\n\nplain\n--i\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-\n--i--\n`;
    const old = { entity: bytes(html), unprotected: true };
    const { world: w, asked } = world({ unprotected: true }, old);
    const shown = shownIn(await readMessage(bytes(HEAD + encrypted()), w));
    expect(shown.blocks.map((block) => block.html)).toEqual([null]);
    expect(shown.text).toContain("plain");
    expect(shown.attachments).toEqual([]);
    expect(asked[0]!.request.unprotected).toBe(true);
  });

  it("that nothing protected is not checked for a signature inside", async () => {
    const { world: w, asked } = world({ unprotected: true }, { entity: bytes(signed()), unprotected: true });
    expect(await readMessage(bytes(HEAD + encrypted()), w)).toMatchObject({ opened: { signature: { state: "none" } } });
    expect(asked.map(({ name }) => name)).toEqual(["decrypt"]);
  });
});

describe("a large file", () => {
  it("comes out whole, decoded a piece at a time", async () => {
    const content = Buffer.alloc(3 * 1024 * 1024, "0123456789abcdef!");
    const encoded = content.toString("base64").replace(/.{76}/g, "$&\n");
    const entity = bytes(
      `Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${encoded}\n`,
    );
    const shown = shownIn(await readMessage(bytes(HEAD + encrypted()), world({}, { entity }).world));
    let turns = 0;
    const done = shown.attachments[0]!.bytes();
    const count = setInterval(() => turns++);
    expect(Buffer.compare(Buffer.from(await done), content)).toBe(0);
    clearInterval(count);
    expect(turns).toBeGreaterThan(1);
  });
});

describe("a signed message", () => {
  it("is checked over the octets of its first part, as they arrived", async () => {
    const inner = "Content-Type: text/plain; x=1\n\ntrailing  \n\nlines\n";
    const { world: w, asked } = world();
    const read = await readMessage(bytes(HEAD + signed("good", inner)), w);
    expect(read).toMatchObject({ kind: "opened", opened: { sealed: false, signature: { state: "known" } } });
    expect(words(asked[0]!.request.signed)).toBe(words(bytes(inner)));
  });

  it("around a seal lends nothing to what is inside", async () => {
    const { world: w, asked } = world();
    const read = await readMessage(bytes(HEAD + signed("good", encrypted())), w);
    expect(read).toMatchObject({ opened: { sealed: true, signature: { state: "none" } } });
    expect(asked.map(({ name }) => name)).toEqual(["decrypt"]);
  });

  it("in a legacy charset is opened as octets and shown in that charset", async () => {
    const text =
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ncaf=E9\n-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n";
    const { world: w, asked } = world({}, { entity: new Uint8Array([0x63, 0xa4]), sealed: false });
    const source = `${HEAD}Content-Type: text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: quoted-printable\n\n${text}`;
    expect(shownIn(await readMessage(bytes(source), w)).text).toBe("c€");
    expect(asked[0]!.request.as).toBe("octets");
    expect([...(asked[0]!.request.sealed as Uint8Array)]).toContain(0xe9);
  });
});

describe("what hangs on a message", () => {
  const one = async (part: string, w: ReadingWorld) => {
    const read = await readMessage(bytes(mixed("Content-Type: text/plain\n\nRead this.", part)), w);
    expect(read.kind).toBe("clear");
    return shownIn(read).attachments;
  };

  it.each([
    ["a sealed part", encrypted(), "encrypted"],
    ["a signed part", signed(), "signed"],
    ["a forwarded message", `Content-Type: message/rfc822\n\n${HEAD}${signed()}`, "message"],
    ["a sealed file", `Content-Type: application/octet-stream; name=plan.pdf.pgp\n\n${ARMOR}`, "encrypted"],
  ])("%s is not opened with it, nor makes it sealed or signed", async (_, part, kind) => {
    const { world: w, asked } = world();
    const attachments = await one(part, w);
    expect(attachments.map((each) => each.kind)).toEqual([kind]);
    expect(asked).toEqual([]);
  });

  it("is opened for nobody: the sender the page shows has not spoken for it", async () => {
    const { world: w, asked } = world();
    for (const part of [encrypted(), signed()]) {
      const attachments = await one(part, w);
      expect(await readAttachment(attachments[0]!, attachments, w)).toMatchObject({ kind: "opened" });
    }
    expect(asked).toHaveLength(2);
    for (const { request } of asked) expect(request).toMatchObject({ from: null, to: [], date: null });
    for (const { request } of asked) expect(request.sourceFrom).toBeUndefined();
  });

  it("speaks for its own From when it is a forwarded message, which is said", async () => {
    const { world: w, asked } = world();
    const forwarded = `From: "Carol C." <carol@c.example>\nDate: Thu, 1 Jan 1970 00:00:07 +0000\n${signed()}`;
    const attachments = await one(`Content-Type: message/rfc822\n\n${forwarded}`, w);
    const read = await readAttachment(attachments[0]!, attachments, w);
    expect(read).toMatchObject({ kind: "opened", claimed: { address: "carol@c.example", name: "Carol C." } });
    expect(asked[0]!.request).toMatchObject({ from: "carol@c.example", date: 7000, sourceFrom: ["carol@c.example"] });
  });

  it("opens to a file of its own name where a file was sealed, whatever the file begins with", async () => {
    const { world: w } = world({}, { entity: bytes("From: x\nContent-Type: text/html\n\n<b>") });
    const attachments = await one(`Content-Type: application/octet-stream; name=plan.pdf.pgp\n\n${ARMOR}`, w);
    const shown = shownIn(await readAttachment(attachments[0]!, attachments, w));
    expect(shown.blocks).toEqual([]);
    expect(shown.attachments.map(({ name }) => name.name)).toEqual(["plan.pdf"]);
  });

  it("opens to mail where mail was sealed", async () => {
    const { world: w } = world();
    const attachments = await one(`Content-Type: application/octet-stream; name=encrypted.asc\n\n${ARMOR}`, w);
    const shown = shownIn(await readAttachment(attachments[0]!, attachments, w));
    expect(shown).toMatchObject({ text: "café", headers: { subject: "Gehälter" } });
  });

  it("is the signature of the file it is named after, and of no other", async () => {
    const { world: w, asked } = world();
    const file = (name: string, content: string) =>
      `Content-Type: application/octet-stream; name=${name}\n\n${content}`;
    const signature = "-----BEGIN PGP SIGNATURE-----\ngood\n-----END PGP SIGNATURE-----";
    const read = await readMessage(
      bytes(mixed(file("a.bin", "AAA"), file("a.bin.sig", signature), file("c.bin.sig", signature))),
      w,
    );
    const { attachments } = shownIn(read);
    const [a, ofA, ofNone] = attachments;
    expect([ofA!.signatureOf, ofNone!.signatureOf]).toEqual([a!.id, null]);
    expect(await readAttachment(ofA!, attachments, w)).toMatchObject({ opened: { signature: { state: "known" } } });
    expect(words(asked[0]!.request.signed)).toBe("AAA");
    expect(await readAttachment(ofNone!, attachments, w)).toMatchObject({ kind: "failed" });
  });

  it("gives public keys to be looked at", async () => {
    const key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabcd\n-----END PGP PUBLIC KEY BLOCK-----\n";
    const { world: w } = world();
    const attachments = await one(`Content-Type: application/pgp-keys; name=key.asc\n\n${key}`, w);
    const read = await readAttachment(attachments[0]!, attachments, w);
    expect(read.kind === "keys" && read.armored.replace(/\r\n/g, "\n").trim()).toBe(key.trim());
  });
});

describe("a page without a source", () => {
  it.each([
    [["encrypted.asc"], "encrypted.asc"],
    [["PGPMIME Version Identification", "encrypted.asc"], "encrypted.asc"],
    [["encrypted.asc", "report.pdf"], null],
    [["plan.pdf.pgp"], null],
    [[], null],
  ])("with the files %j has %j for its message", (names, file) => {
    expect(messageFile(names)).toBe(file);
  });

  it("lists what is OpenPGP's by name, and gets it when it is opened", async () => {
    const got: string[] = [];
    const listed = listedFiles(["a.pdf", "a.pdf.sig", "b.gpg", "0xABCDEF1234567890.asc"], async (name) => {
      got.push(name);
      return bytes(name);
    });
    expect(listed.map(({ name, kind }) => [name.name, kind])).toEqual([
      ["a.pdf.sig", "signature"],
      ["b.gpg", "encrypted"],
      ["0xABCDEF1234567890.asc", "keys"],
    ]);
    expect(got).toEqual([]);
    expect(words(await listed[1]!.bytes())).toBe("b.gpg");
  });
});

describe("armor in a source", () => {
  it("is found in every plain text part, with its charset and the message's From", () => {
    const clear = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ncaf\xe9\n-----BEGIN PGP SIGNATURE-----\n\n${"a".repeat(64)}\n-----END PGP SIGNATURE-----\n`;
    const source = mixed(
      `Content-Type: text/plain; charset=latin1\n\nHello\n${clear}`,
      `Content-Type: text/html\n\n${ARMOR}`,
      `Content-Type: text/plain\n\n${ARMOR}`,
    );
    const octets = Uint8Array.from(source.replaceAll("\n", "\r\n"), (char) => char.charCodeAt(0));
    const blocks = blocksIn(octets);
    expect(blocks.map(({ kind, charset, from }) => [kind, charset, from])).toEqual([
      ["signed", "latin1", ["bob@b.example"]],
      ["message", "", ["bob@b.example"]],
    ]);
    expect(blocks[0]!.text).toContain("caf\xe9");
  });

  it("gives a file by its name", () => {
    const source = bytes(
      mixed("Content-Type: text/plain; name=a.txt\n\nAAA", "Content-Type: text/plain; name=b.txt\n\nBBB"),
    );
    expect(words(fileInSource(source, "b.txt"))).toBe("BBB");
    expect(fileInSource(source, "c.txt")).toBeNull();
    expect(fileInSource(null, "c.txt")).toBeNull();
  });
});

describe("what cannot be read", () => {
  it.each([
    ["no mail", "\u0000garbage without a header", "damaged"],
    [
      "bottomless nesting",
      `From: a@b.example\n${Array.from({ length: 30 }, (_, i) => `Content-Type: multipart/mixed; boundary=x${i}y\n\n--x${i}y\n`).join("")}\ntext`,
      "too-deep",
    ],
  ])("%s is said to be so", async (_, source, code) => {
    expect(await readMessage(bytes(source), world().world)).toEqual({ kind: "failed", failure: { ok: false, code } });
  });

  it("says when the page did not hand a file over", async () => {
    const [file] = listedFiles(["b.gpg"], async () => {
      throw new NotHandedOver();
    });
    expect(await readAttachment(file!, [file!], world().world)).toEqual({
      kind: "failed",
      failure: { ok: false, code: "no-file" },
    });
  });

  it("passes the background's refusal on, with what it names", async () => {
    const ask = (async () => ({ ok: false, code: "no-key", readers: ["ab"] })) as unknown as ReadingWorld["ask"];
    expect(await readMessage(bytes(HEAD + encrypted()), world({ ask }).world)).toEqual({
      kind: "failed",
      failure: { ok: false, code: "no-key", readers: ["ab"] },
    });
  });
});
