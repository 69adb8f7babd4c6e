// What the layers of a message amount to, with any openers. reading.test.ts tests the same from the overlay.
import { describe, expect, it } from "vitest";
import { fail, ok, type Result } from "../result";
import {
  type Claims,
  type Decrypted,
  type Given,
  MOST_SENDERS,
  type Opened,
  type Openers,
  type OpenFailure,
} from "./opened";
import { unwrap } from "./unwrap";

const octets = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4D\n-----END PGP MESSAGE-----\n";
const HEAD = "From: Bob <bob@b.example>\nTo: me@a.example, you@a.example\n";
const sealed = (
  boundary = "o",
): string => `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=${boundary}

--${boundary}
Content-Type: application/pgp-encrypted

Version: 1
--${boundary}
Content-Type: application/octet-stream

${ARMOR}
--${boundary}--
`;
const signed = (
  inner: string,
  boundary = "s",
): string => `Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=${boundary}

--${boundary}
${inner}
--${boundary}
Content-Type: application/pgp-signature

-----BEGIN PGP SIGNATURE-----
--${boundary}--
`;
const TEXT = "Content-Type: text/plain\n\nhello";

type State = "none" | "known" | "verified" | "invalid";
const signature = (state: State): Decrypted["signature"] => {
  if (state === "none") return { state };
  if (state === "invalid") return { state, keyId: "1" };
  return { state, signer: { fingerprint: "a", name: "", address: "bob@b.example", verifiedAt: null }, signedAt: 0 };
};

const layer = (state: State, more: Partial<Decrypted> = {}): Decrypted => ({
  text: null,
  guessed: false,
  entity: null,
  unprotected: false,
  mine: ["m1"],
  sealed: true,
  readers: ["r1"],
  signature: signature(state),
  facts: { sealed: true, modern: true, signature: state, participants: [] },
  ...more,
});

interface World {
  /** The content of each encrypted layer, outermost first. */
  readonly seals?: readonly (Partial<Decrypted> & { readonly state?: State })[];
  /** The verdict on each signature, in the order of the calls. */
  readonly signatures?: readonly State[];
  /** What else is said of every signature's layer. */
  readonly beside?: Partial<Opened>;
  readonly claims?: Partial<Claims>;
  readonly clicks?: number;
}

async function read(given: Given, { seals = [], signatures = [], beside = {}, claims, clicks = 0 }: World = {}) {
  const asked: { what: string; layer: number; claims: Partial<Claims>; octets: string }[] = [];
  const [nextSeal, nextSignature] = [[...seals], [...signatures]];
  const note = (what: string, { work, ...rest }: Parameters<Openers["decrypt"]>[0], bytes: Uint8Array | undefined) =>
    asked.push({ what, layer: work!.layer, claims: rest, octets: words(bytes ?? new Uint8Array()) });
  const openers: Openers = {
    async decrypt(request): Promise<Result<Decrypted, OpenFailure>> {
      note(`decrypt ${request.as}`, request, request.sealed);
      const { state = "none", ...inside } = nextSeal.shift() ?? {};
      return ok(layer(state, inside));
    },
    async verify(request) {
      note("verify", request, request.signed);
      const state = nextSignature.shift() ?? "none";
      return ok(layer(state, { sealed: false, mine: [], readers: [], ...beside }));
    },
  };
  const all = { from: "bob@b.example", to: [], date: 5, account: null, ...claims };
  const answer = await unwrap(given, { claims: all, work: { id: "w", clicks } }, openers);
  return { answer, asked, layers: asked.map(({ what, layer: at }) => `${at} ${what}`) };
}

describe("the status of a message", () => {
  it.each([
    ["none", "known", "known"],
    ["known", "verified", "known"],
    ["known", "invalid", "invalid"],
    ["none", "invalid", "invalid"],
    ["invalid", "known", "invalid"],
    ["known", "none", "known"],
  ] as const)("of a seal that is %s around a signature that is %s is %s", async (seal, inner, state) => {
    const { answer } = await read(
      { source: octets(HEAD + sealed()) },
      { seals: [{ state: seal, entity: octets(signed(TEXT)) }], signatures: [inner] },
    );
    expect(answer).toMatchObject({
      value: {
        opened: { sealed: true, mine: ["m1"], signature: { state }, facts: { signature: state, modern: true } },
      },
    });
  });

  it.each(["none", "known"] as const)(
    "of a seal that is %s knows the people as they are once the signature inside was heard",
    async (state) => {
      const seen = (trust: "none" | "first-contact") => [{ address: "bob@b.example", trust }];
      const facts = { sealed: false, modern: false, signature: "first-contact", participants: seen("first-contact") };
      const before = { sealed: true, modern: true, signature: state, participants: seen("none") };
      const { answer } = await read(
        { source: octets(HEAD + sealed()) },
        {
          seals: [{ state, entity: octets(signed(TEXT)), facts: before }],
          signatures: ["known"],
          beside: { facts } as Partial<Opened>,
        },
      );
      expect(answer).toMatchObject({
        value: { opened: { facts: { sealed: true, modern: true, participants: seen("first-contact") } } },
      });
    },
  );

  it.each([
    ["the signature inside", {}, { unnoted: "full" }, "full"],
    ["the seal", { unnoted: "unreadable" }, {}, "unreadable"],
    ["both, as the signature inside met it last", { unnoted: "full" }, { unnoted: "unreadable" }, "unreadable"],
  ] as const)("tells what could not be noted of %s", async (_, around, beside, unnoted) => {
    const { answer } = await read(
      { source: octets(HEAD + sealed()) },
      { seals: [{ ...around, entity: octets(signed(TEXT)) }], signatures: ["known"], beside },
    );
    expect(answer).toMatchObject({ value: { opened: { unnoted } } });
  });

  it("is invalid where the signature inside is, whatever else that one tells", async () => {
    const participants = [{ address: "bob@b.example", trust: "verified" }] as const;
    const facts = { sealed: false, modern: false, signature: "invalid", participants } as const;
    const { answer } = await read(
      { source: octets(HEAD + sealed()) },
      {
        seals: [{ state: "verified", entity: octets(signed(TEXT)) }],
        signatures: ["invalid"],
        beside: { facts, unnoted: "full" },
      },
    );
    expect(answer).toMatchObject({
      value: {
        opened: { signature: { state: "invalid" }, unnoted: "full", facts: { signature: "invalid", participants } },
      },
    });
  });

  it("owes nothing to a signature around a seal, which anybody may put there", async () => {
    const { answer, layers } = await read(
      { source: octets(HEAD + signed(sealed().trimEnd())) },
      { seals: [{ entity: octets(TEXT) }], signatures: ["verified"] },
    );
    expect(answer).toMatchObject({ value: { opened: { signature: { state: "none" } } } });
    expect(layers).toEqual(["1 decrypt entity"]);
  });

  it("is not asked of a signature in what nothing protected against change", async () => {
    const inside = { entity: octets(signed(TEXT)), unprotected: true };
    const { answer, layers } = await read({ source: octets(HEAD + sealed()) }, { seals: [inside] });
    expect(answer).toMatchObject({ value: { opened: { unprotected: true, signature: { state: "none" } } } });
    expect(layers).toEqual(["0 decrypt entity"]);
  });

  it.each([
    ["words", TEXT],
    ["a seal beside words", `Content-Type: multipart/mixed; boundary=m\n\n--m\n${TEXT}\n--m\n${sealed()}\n--m--\n`],
    ["a forwarded seal", `Content-Type: message/rfc822\n\n${HEAD}${sealed()}`],
  ])("is none where the whole of it is %s", async (_, entity) => {
    const { answer, asked } = await read({ source: octets(HEAD + entity) });
    expect([answer, asked]).toEqual([fail("not-a-message"), []]);
  });
});

describe("what lies within", () => {
  it("is the signed part, said by its place in what was given or decrypted", async () => {
    const source = HEAD + signed(TEXT);
    const bare = await read({ source: octets(source) }, { signatures: ["known"] });
    const entity = octets(signed(TEXT));
    const inSeal = await read({ source: octets(HEAD + sealed()) }, { seals: [{ entity }], signatures: ["known"] });
    for (const [{ answer }, whole] of [
      [bare, octets(source)],
      [inSeal, entity],
    ] as const) {
      if (!answer.ok || answer.value.content.is !== "entity") throw new Error("no entity");
      const { octets: given, part } = answer.value.content;
      expect(given).toBe(whole === entity ? entity : null);
      expect(words(whole.subarray(part!.from, part!.to))).toBe(TEXT);
    }
    expect([bare.asked[0]!.octets, inSeal.asked[1]!.octets]).toEqual([TEXT, TEXT]);
  });

  it.each([
    ["text where no MIME was sealed", { seals: [{ entity: octets("caf\u00e9\nau lait") }] }, "caf\u00e9\nau lait"],
    ["a text in the charset of a guess", { seals: [{ entity: Uint8Array.of(0x63, 0xe9) }] }, "c\u00e9"],
  ])("is %s", async (_, world, text) => {
    const { answer } = await read({ source: octets(HEAD + sealed()) }, world);
    expect(answer).toMatchObject({ value: { content: { is: "text", text } } });
  });

  it.each([
    ["its part", "Content-Type: text/plain; charset=iso-8859-15", ARMOR],
    [
      "its armor, before that of its part",
      "Content-Type: text/plain; charset=utf-8",
      ARMOR.replace("\n\n", "\nCharset: iso-8859-15\n\n"),
    ],
  ])("is in the charset that %s names, where armor is all of a text", async (_, type, armor) => {
    const given = { source: octets(`${HEAD}${type}\n\n${armor}`) };
    const { answer, layers } = await read(given, { seals: [{ entity: Uint8Array.of(0xa4) }] });
    expect(answer).toMatchObject({ value: { content: { is: "text", text: "\u20ac", guessed: false } } });
    expect(layers).toEqual(["0 decrypt octets"]);
  });

  it.each([
    ["encrypted", "From: x@y.example\n\nhello", "entity"],
    ["encrypted", "no mail at all", "file"],
    ["plan.pdf", "From: x@y.example\n\nhello", "file"],
  ])("is mail or a file by the name %j and its beginning %j", async (name, inside, is) => {
    const entity = octets(is === "entity" ? `Content-Type: text/plain\n${inside}` : inside);
    const { answer } = await read({ file: octets(ARMOR), name }, { seals: [{ entity }] });
    expect(answer).toMatchObject({ value: { content: { is }, claimed: null, addressed: null } });
  });

  it("is the words that were sealed, where the file is the message and they are no mail", async () => {
    const { answer, layers } = await read(
      { file: octets(ARMOR), name: null },
      { seals: [{ entity: octets("hello") }] },
    );
    expect(answer).toMatchObject({ value: { content: { is: "text", text: "hello" } } });
    expect(layers).toEqual(["0 decrypt entity"]);
  });

  it("is text of a file that nothing protected, never a file to be used", async () => {
    const seals = [{ entity: octets("%PDF-"), unprotected: true }];
    const { answer } = await read({ file: octets(ARMOR), name: "plan.pdf" }, { seals });
    expect(answer).toMatchObject({ value: { content: { is: "text", text: "%PDF-" } } });
  });
});

describe("the layers of a message", () => {
  it("count on from the clicks around it, for one budget", async () => {
    const { layers } = await read(
      { source: octets(HEAD + sealed()) },
      { seals: [{ entity: octets(signed(TEXT)) }], signatures: ["known"], clicks: 3 },
    );
    expect(layers).toEqual(["3 decrypt entity", "4 verify"]);
  });

  it("end where no mail has more, whoever would go on", async () => {
    let entity = TEXT;
    const seals = Array.from({ length: 6 }, () => {
      entity = signed(sealed().trimEnd());
      return { entity: octets(entity) };
    });
    const { answer, layers } = await read({ source: octets(HEAD + sealed()) }, { seals });
    expect(answer).toEqual(fail("too-deep"));
    expect(layers.length).toBeLessThanOrEqual(2);
  });

  it("stop at the first that cannot be undone, with its reason", async () => {
    const refused = fail({ code: "locked", fingerprint: "f" });
    const openers: Openers = { decrypt: async () => refused, verify: async () => refused };
    const claims = { from: null, to: [], date: null, account: null };
    for (const source of [HEAD + sealed(), HEAD + signed(TEXT)])
      expect(await unwrap({ source: octets(source) }, { claims, work: { id: "w", clicks: 0 } }, openers)).toEqual(
        refused,
      );
  });
});

describe("the claims that a signature is held against", () => {
  it("are the page's with the From of the source, and whom the source is for is told", async () => {
    const { answer, asked } = await read({ source: octets(HEAD + signed(TEXT)) });
    expect(asked[0]!.claims).toMatchObject({ from: "bob@b.example", date: 5, sourceFrom: ["bob@b.example"] });
    expect(answer).toMatchObject({ value: { addressed: ["me@a.example", "you@a.example"], claimed: null } });
  });

  it("are its own for a forwarded message, which is said", async () => {
    const header = `From: "Carol C." <carol@c.example>\nDate: Thu, 1 Jan 1970 00:00:07 +0000\n`;
    const { answer, asked } = await read({ source: octets(header + signed(TEXT)), forwarded: true });
    expect(asked[0]!.claims).toMatchObject({ from: "carol@c.example", date: 7000, sourceFrom: ["carol@c.example"] });
    expect(answer).toMatchObject({ value: { claimed: { address: "carol@c.example", name: "Carol C." } } });
  });

  it.each([
    ["two senders", "From: a@b.example\nFrom: c@d.example\n"],
    ["two in one field", "From: a@b.example, c@d.example\n"],
    ["none", "Subject: x\n"],
  ])("are nobody's for a forwarded message with %s, whatever the page shows", async (_, header) => {
    const { answer, asked } = await read({ source: octets(header + signed(TEXT)), forwarded: true });
    expect(asked[0]!.claims.from).toBeNull();
    expect(answer).toMatchObject({ value: { claimed: null } });
  });

  it("are heard whole or not at all: of too many senders none is left out", async () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, at) => `From: bob${at}@b.example\n`).join("") + signed(TEXT);
    expect((await read({ source: octets(many(MOST_SENDERS)) })).answer.ok).toBe(true);
    expect((await read({ source: octets(many(MOST_SENDERS + 1)) })).answer).toEqual(fail("too-large"));
  });
});
