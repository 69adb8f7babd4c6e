// Messages in the shapes other programs send them, octet by octet after what those programs write. `Crypto` does what their
// OpenPGP does; everything around it is here.
import { joined, octetsOf } from "../../src/domain/octets";
import { XLSX, XLSX_NAME } from "./contents";

export interface Crypto {
  /** Armored: Bob to Alice, signed inside. */
  readonly seal: (content: string | Uint8Array) => Promise<string>;
  readonly sealUnsigned: (content: string | Uint8Array) => Promise<string>;
  /** The same in binary, as files are. */
  readonly sealFile: (content: Uint8Array, name: string) => Promise<Uint8Array>;
  /** Armored signature. */
  readonly detach: (content: string) => Promise<string>;
  readonly clearsign: (text: string) => Promise<string>;
  /** Bob's key, armored. */
  readonly key: string;
}

export interface Expected {
  readonly kind: "opened" | "clear";
  /** Null where the shape protects none, and the page's own is what is shown. */
  readonly subject: string | null;
  readonly text: string;
  readonly files: readonly string[];
  readonly signature: string;
}

export interface Shape {
  readonly name: string;
  readonly mail: (crypto: Crypto) => Promise<string>;
  readonly expected: Expected;
}

const lines = (...all: readonly string[]): string => all.join("\r\n");
const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");
const base64 = (octets: Uint8Array): string =>
  Buffer.from(octets)
    .toString("base64")
    .replace(/.{76}(?=.)/g, "$&\r\n");
const utf8 = (text: string): string => Buffer.from(text).toString("latin1");

const SUBJECT = "Gehälter für März";
const ENCODED_SUBJECT = "=?UTF-8?B?R2Vow6RsdGVyIGbDvHIgTcOkcno=?=";
const TEXT = "Grüße,\nBob";
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ALL: Expected = { kind: "opened", subject: SUBJECT, text: TEXT, files: [XLSX_NAME], signature: "first-contact" };

/** What stands in every header, with CRLF and one character an octet. */
const header = (subject: string, ...more: readonly string[]): string =>
  lines(
    "Message-ID: <5f0c@example.org>",
    "Date: @DATE@",
    "MIME-Version: 1.0",
    "From: Bob <bob@example.org>",
    "To: Alice <alice@example.org>",
    `Subject: ${subject}`,
    ...more,
    "",
    "",
  );

interface Wrapping {
  readonly subject?: string;
  readonly boundary: string;
  readonly version: readonly string[];
  readonly data: readonly string[];
  readonly preamble?: string;
}

/** RFC 3156 4 around armor. */
const encrypted = (armored: string, { subject = "...", boundary, version, data, preamble = "" }: Wrapping): string =>
  header(
    subject,
    `Content-Type: multipart/encrypted;\r\n protocol="application/pgp-encrypted";\r\n boundary="${boundary}"`,
  ) + lines(preamble, `--${boundary}`, ...version, `--${boundary}`, ...data, "", crlf(armored), `--${boundary}--`, "");

const THUNDERBIRD = {
  boundary: "------------0sNpyK3pGy8XcvjSyvGsXnz0",
  preamble: "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
  version: [
    "Content-Type: application/pgp-encrypted",
    "Content-Description: PGP/MIME version identification",
    "",
    "Version: 1",
    "",
  ],
  data: [
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    "Content-Description: OpenPGP encrypted message",
    'Content-Disposition: inline; filename="encrypted.asc"',
  ],
};

const xlsxPart = (): string =>
  lines(
    `Content-Type: ${XLSX_TYPE};`,
    ' name="=?UTF-8?B?R2Vow6RsdGVyIDIwMjYueGxzeA==?="',
    "Content-Disposition: attachment; filename*=UTF-8''Geh%C3%A4lter%202026.xlsx",
    "Content-Transfer-Encoding: base64",
    "",
    base64(XLSX),
  );

const protectedFields = [
  "From: Bob <bob@example.org>",
  "To: Alice <alice@example.org>",
  "Message-ID: <5f0c@example.org>",
];

/** As Thunderbird nests it: a multipart/mixed with the headers around the message proper. */
const thunderbirdPayload = (mark: string, more: readonly string[], text: readonly string[], extra = ""): string =>
  lines(
    `Content-Type: multipart/mixed; boundary="------------outer";${mark}`,
    `Subject: ${ENCODED_SUBJECT}`,
    ...protectedFields,
    ...more,
    "",
    "--------------outer",
    'Content-Type: multipart/mixed; boundary="------------inner"',
    "",
    "--------------inner",
    ...text,
    "",
    "--------------inner",
    xlsxPart(),
    ...(extra === "" ? [] : ["--------------inner", extra]),
    "--------------inner--",
    "",
    "--------------outer--",
    "",
  );

const flowed = (text = TEXT): readonly string[] => [
  "Content-Type: text/plain; charset=UTF-8; format=flowed",
  "Content-Transfer-Encoding: base64",
  "",
  base64(Buffer.from(text.replace(/\n/g, "\r\n"))),
];

const HP_OUTER = [
  "HP-Outer: Subject: ...",
  "HP-Outer: From: Bob <bob@example.org>",
  "HP-Outer: To: Alice <alice@example.org>",
];

/** RFC 3156 5; `signed` as it is hashed. */
const signedMail = (signed: string, signature: string, micalg: string, signaturePart: readonly string[]): string =>
  header(
    utf8(ENCODED_SUBJECT),
    `Content-Type: multipart/signed; micalg=${micalg};\r\n protocol="application/pgp-signature";\r\n boundary="------------sig"`,
  ) +
  lines(
    "This is an OpenPGP/MIME signed message (RFC 4880 and 3156)",
    "--------------sig",
    signed,
    "--------------sig",
    ...signaturePart,
    "",
    crlf(signature),
    "--------------sig--",
    "",
  );

const keyPart = (key: string): string =>
  lines(
    'Content-Type: application/pgp-keys; name="OpenPGP_0x1234567890ABCDEF.asc"',
    'Content-Disposition: attachment; filename="OpenPGP_0x1234567890ABCDEF.asc"',
    "Content-Description: OpenPGP public key",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    crlf(key).replaceAll("=", "=3D"),
  );

/** A message with files beside its text, as webmail sends what an extension put into it. */
const withFiles = (text: string, files: readonly { name: string; type: string; octets: Uint8Array }[]): string =>
  header(ENCODED_SUBJECT, 'Content-Type: multipart/mixed; boundary="0000000000001d1f"') +
  lines(
    "--0000000000001d1f",
    'Content-Type: text/plain; charset="UTF-8"',
    "",
    crlf(text),
    ...files.flatMap(({ name, type, octets }) => [
      "--0000000000001d1f",
      `Content-Type: ${type}; name="=?UTF-8?B?${Buffer.from(name).toString("base64")}?="`,
      `Content-Disposition: attachment; filename="=?UTF-8?B?${Buffer.from(name).toString("base64")}?="`,
      "Content-Transfer-Encoding: base64",
      "",
      base64(octets),
    ]),
    "--0000000000001d1f--",
    "",
  );

const withComment = (armored: string, ...fields: readonly string[]): string =>
  armored.replace(/^(-----BEGIN PGP [A-Z ]+-----\r?\n)/, `$1${fields.map((field) => `${field}\r\n`).join("")}`);

const MAILVELOPE = ["Version: Mailvelope v6.0.1", "Comment: https://mailvelope.com"];
const FLOWCRYPT = ["Version: FlowCrypt Email Encryption 8.5.9", "Comment: Seamlessly send and receive encrypted email"];

const plainPayload = (mark = ""): string =>
  lines(
    `Content-Type: multipart/mixed; boundary="pl"${mark}`,
    ...(mark === "" ? [] : [`Subject: ${ENCODED_SUBJECT}`]),
    "",
    "--pl",
    'Content-Type: text/plain; charset="utf-8"',
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=C3=9Fe,",
    "Bob",
    "--pl",
    xlsxPart(),
    "--pl--",
    "",
  );

export const SHAPES: readonly Shape[] = [
  {
    name: "Thunderbird 115: encrypted, protected-headers v1",
    mail: async ({ seal }) =>
      encrypted(await seal(thunderbirdPayload('\r\n protected-headers="v1"', [], flowed())), THUNDERBIRD),
    expected: ALL,
  },
  {
    name: "Thunderbird 140: encrypted, hp=cipher with HP-Outer and Legacy Display",
    mail: async ({ seal }) => {
      const text = flowed(`Subject: ${SUBJECT}\n\n${TEXT}`);
      const marked = [text[0]!.replace(";", '; hp-legacy-display="1";'), ...text.slice(1)];
      const mark = '\r\n protected-headers="v1"; hp="cipher"';
      return encrypted(await seal(thunderbirdPayload(mark, HP_OUTER, marked)), THUNDERBIRD);
    },
    expected: ALL,
  },
  {
    name: "Thunderbird: signed, with its key",
    mail: async ({ detach, key }) => {
      const signed = thunderbirdPayload('\r\n protected-headers="v1"; hp="clear"', [], flowed(), keyPart(key));
      // The line break before the boundary is the boundary's own.
      const octets = signed.replace(/\r\n$/, "");
      return signedMail(octets, await detach(octets), "pgp-sha256", [
        'Content-Type: application/pgp-signature; name="OpenPGP_signature.asc"',
        "Content-Description: OpenPGP digital signature",
        'Content-Disposition: attachment; filename="OpenPGP_signature.asc"',
      ]);
    },
    expected: { ...ALL, files: [XLSX_NAME, "OpenPGP_0x1234567890ABCDEF.asc (keys)"] },
  },
  {
    name: "Mailvelope: inline",
    mail: async ({ seal }) =>
      header(ENCODED_SUBJECT, 'Content-Type: text/plain; charset="UTF-8"') +
      crlf(withComment(await seal(TEXT), ...MAILVELOPE)),
    expected: { ...ALL, subject: null, files: [] },
  },
  {
    name: "Mailvelope: inline with sealed files",
    mail: async ({ seal, sealFile }) =>
      withFiles(withComment(await seal(TEXT), ...MAILVELOPE), [
        { name: `${XLSX_NAME}.pgp`, type: "application/octet-stream", octets: await sealFile(XLSX, XLSX_NAME) },
        { name: "notes.txt.asc", type: "application/octet-stream", octets: octetsOf(await seal("notes")) },
      ]),
    expected: {
      ...ALL,
      kind: "clear",
      subject: null,
      files: [`${XLSX_NAME}.pgp > ${XLSX_NAME}`, "notes.txt.asc > notes.txt"],
    },
  },
  {
    name: "Mailvelope: PGP/MIME through its interface for Gmail",
    mail: async ({ seal }) =>
      encrypted(withComment(await seal(plainPayload()), ...MAILVELOPE), {
        subject: ENCODED_SUBJECT,
        boundary: "----sinikael-?=_1-16",
        version: [
          "Content-Type: application/pgp-encrypted",
          "Content-Description: PGP/MIME Versions Identification",
          "",
          "Version: 1",
          "",
        ],
        data: [
          "Content-Type: application/octet-stream; name=encrypted.asc",
          "Content-Description: OpenPGP encrypted message.asc",
          "Content-Disposition: inline; filename=encrypted.asc",
        ],
      }),
    expected: { ...ALL, subject: null },
  },
  {
    name: "FlowCrypt: inline with sealed files",
    mail: async ({ seal, sealFile }) =>
      withFiles(withComment(await seal(TEXT), ...FLOWCRYPT), [
        { name: `${XLSX_NAME}.pgp`, type: "application/octet-stream", octets: await sealFile(XLSX, XLSX_NAME) },
      ]),
    expected: { ...ALL, kind: "clear", subject: null, files: [`${XLSX_NAME}.pgp > ${XLSX_NAME}`] },
  },
  {
    name: "FlowCrypt: PGP/MIME",
    mail: async ({ seal }) =>
      encrypted(withComment(await seal(plainPayload()), ...FLOWCRYPT), {
        subject: ENCODED_SUBJECT,
        boundary: "----sinikael-?=_2-17",
        version: [
          "Content-Type: application/pgp-encrypted",
          "Content-Transfer-Encoding: base64",
          "",
          "VmVyc2lvbjogMQ==",
          "",
        ],
        data: ["Content-Type: application/octet-stream", "Content-Disposition: inline; filename=encrypted.asc"],
      }),
    expected: { ...ALL, subject: null },
  },
  {
    name: "FlowCrypt: signed only",
    mail: async ({ detach }) => {
      const octets = plainPayload().replace(/\r\n$/, "");
      return signedMail(octets, await detach(octets), "pgp-sha512", [
        "Content-Type: application/pgp-signature; name=signature.asc",
        "Content-Description: OpenPGP signature",
        "Content-Disposition: attachment; filename=signature.asc",
        "Content-Transfer-Encoding: 7bit",
      ]);
    },
    expected: { ...ALL, subject: null },
  },
  {
    name: "Enigmail and K-9: a part that repeats the subject",
    mail: async ({ seal }) =>
      encrypted(
        await seal(
          lines(
            'Content-Type: multipart/mixed; boundary="v6Ej"; protected-headers="v1"',
            "From: Bob <bob@example.org>",
            "To: Alice <alice@example.org>",
            "Message-ID: <5f0c@example.org>",
            `Subject: ${ENCODED_SUBJECT}`,
            "",
            "--v6Ej",
            'Content-Type: text/rfc822-headers; charset="utf-8"; protected-headers="v1"',
            "Content-Disposition: inline",
            "Content-Transfer-Encoding: base64",
            "",
            base64(Buffer.from(`Subject: ${SUBJECT}\r\n`)),
            "",
            "--v6Ej",
            plainPayload(),
            "--v6Ej--",
            "",
          ),
        ),
        { ...THUNDERBIRD, subject: "Encrypted Message" },
      ),
    expected: ALL,
  },
  {
    name: "K-9: no headers protected",
    mail: async ({ seal }) =>
      encrypted(await seal(plainPayload()), {
        subject: ENCODED_SUBJECT,
        boundary: "----IS9F2",
        version: ["Content-Type: application/pgp-encrypted", "", "Version: 1", ""],
        data: [
          'Content-Type: application/octet-stream; name="encrypted.asc"',
          'Content-Disposition: inline; filename="encrypted.asc"',
        ],
      }),
    expected: { ...ALL, subject: null },
  },
  {
    name: "Apple Mail with GPG Suite: encrypted",
    mail: async ({ seal }) => encrypted(await seal(plainPayload(';\r\n\tprotected-headers="v1"')), APPLE),
    expected: ALL,
  },
  {
    name: "Older GPGMail: signed within the seal (RFC 3156 6.1)",
    mail: async ({ sealUnsigned, detach }) => {
      const octets = plainPayload(';\r\n\tprotected-headers="v1"').replace(/\r\n$/, "");
      const inner = lines(
        'Content-Type: multipart/signed; boundary="Apple-Sig"; protocol="application/pgp-signature"; micalg=pgp-sha512',
        "",
        "--Apple-Sig",
        octets,
        "--Apple-Sig",
        "Content-Transfer-Encoding: 7bit",
        "Content-Disposition: attachment; filename=signature.asc",
        "Content-Type: application/pgp-signature; name=signature.asc",
        "",
        crlf(await detach(octets)),
        "--Apple-Sig--",
        "",
      );
      return encrypted(await sealUnsigned(inner), APPLE);
    },
    expected: ALL,
  },
  {
    name: "Outlook with Gpg4win",
    mail: async ({ seal }) =>
      encrypted(await seal(plainPayload()), {
        subject: ENCODED_SUBJECT,
        boundary: "=-=Qm5xXy=-=",
        version: [
          "Content-Type: application/pgp-encrypted",
          'Content-Disposition: attachment; filename="GpgOL_MIME_structure.txt"',
          "Content-Transfer-Encoding: 7bit",
          "",
          "Version: 1",
          "",
        ],
        data: ["Content-Type: application/octet-stream", 'Content-Disposition: inline; filename="encrypted.asc"'],
      }),
    expected: { ...ALL, subject: null },
  },
  ...["PGPMIME Version Identification", "PGPMIME version identification", "PGPMIME Versions Identification"].map(
    (name): Shape => ({
      name: `Exchange, which made a multipart/mixed of it (${name})`,
      mail: async ({ seal }) =>
        exchange(
          await seal(thunderbirdPayload('\r\n protected-headers="v1"', [], flowed())),
          name,
          "application/pgp-encrypted",
        ),
      expected: ALL,
    }),
  ),
  {
    name: "Exchange, which took the type away, too",
    mail: async ({ seal }) =>
      exchange(
        await seal(thunderbirdPayload('\r\n protected-headers="v1"', [], flowed())),
        "PGPMIME Versions Identification",
        "application/octet-stream",
      ),
    expected: ALL,
  },
  {
    name: "Proton: PGP/MIME with its key",
    mail: async ({ seal, key }) =>
      encrypted(
        await seal(
          plainPayload().replace("--pl--", () =>
            lines("--pl", keyPart(key).replaceAll("OpenPGP_", "publickey - bob@example.org - "), "--pl--"),
          ),
        ),
        {
          subject: ENCODED_SUBJECT,
          boundary: "---------------------7f2a61",
          version: [
            "Content-Type: application/pgp-encrypted",
            "Content-Description: PGP/MIME version identification",
            "",
            "Version: 1",
            "",
          ],
          data: [
            "Content-Type: application/octet-stream; name=encrypted.asc",
            "Content-Description: OpenPGP encrypted message",
            "Content-Disposition: inline; filename=encrypted.asc",
          ],
        },
      ),
    expected: {
      ...ALL,
      subject: null,
      files: [XLSX_NAME, "publickey - bob@example.org - 0x1234567890ABCDEF.asc (keys)"],
    },
  },
  {
    name: "Proton: inline with sealed files",
    mail: async ({ seal, sealFile }) =>
      withFiles(withComment(await seal(TEXT), "Version: ProtonMail", "Comment: https://protonmail.com"), [
        { name: `${XLSX_NAME}.pgp`, type: "application/pgp-encrypted", octets: await sealFile(XLSX, "") },
      ]),
    expected: { ...ALL, kind: "clear", subject: null, files: [`${XLSX_NAME}.pgp > ${XLSX_NAME}`] },
  },
  {
    name: "gpg on a terminal: clearsigned",
    mail: async ({ clearsign }) =>
      header(ENCODED_SUBJECT, 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: 8bit") +
      crlf(utf8(await clearsign(TEXT))),
    expected: { ...ALL, subject: null, files: [] },
  },
];

const APPLE: Wrapping = {
  boundary: "Apple-Mail=_A1B2C3",
  preamble: "This is an OpenPGP/MIME encrypted message (RFC 2440 and 3156)",
  version: [
    "Content-Transfer-Encoding: 7bit",
    "Content-Type: application/pgp-encrypted",
    "Content-Description: PGP/MIME Versions Identification",
    "",
    "Version: 1",
    "",
  ],
  data: [
    "Content-Transfer-Encoding: 7bit",
    "Content-Disposition: inline; filename=encrypted.asc",
    "Content-Type: application/octet-stream; name=encrypted.asc",
    "Content-Description: OpenPGP encrypted message",
  ],
};

const exchange = (armored: string, name: string, type: string): string =>
  header(
    "...",
    'Content-Type: multipart/mixed;\r\n\tboundary="_003_5f0c_"',
    "X-MS-Has-Attach: yes",
    "X-MS-TNEF-Correlator:",
  ) +
  lines(
    "--_003_5f0c_",
    'Content-Type: text/plain; charset="us-ascii"',
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "",
    "--_003_5f0c_",
    `Content-Type: ${type}; name="${name}"`,
    `Content-Description: ${name}`,
    `Content-Disposition: attachment; filename="${name}"; size=11`,
    "Content-Transfer-Encoding: base64",
    "",
    "VmVyc2lvbjogMQ0K",
    "",
    "--_003_5f0c_",
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    "Content-Description: encrypted.asc",
    'Content-Disposition: attachment; filename="encrypted.asc"',
    "Content-Transfer-Encoding: base64",
    "",
    base64(octetsOf(crlf(armored))),
    "",
    "--_003_5f0c_--",
    "",
  );

/** With the date it must have for its signature to be in time. */
export const mailOctets = (mail: string, date: Date): Uint8Array =>
  joined([octetsOf(mail.replace("@DATE@", date.toUTCString().replace("GMT", "+0000")))]);
