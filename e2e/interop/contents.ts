import { buildEntity } from "../../src/domain/mime/build";

/** A text in the octets of its charset; Node writes none but UTF-8 and ISO-8859-1. */
export interface Written {
  readonly charset: string;
  readonly text: string;
  readonly octets: Buffer;
}

export const WRITTEN: readonly Written[] = [
  { charset: "UTF-8", text: "Grüße, 日本 €", octets: Buffer.from("Grüße, 日本 €") },
  { charset: "ISO-8859-1", text: "Grüße aus Köln", octets: Buffer.from("Grüße aus Köln", "latin1") },
  { charset: "ISO-8859-15", text: "für 5 €", octets: Buffer.from("f\xfcr 5 \xa4", "latin1") },
  { charset: "Shift_JIS", text: "日本語", octets: Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]) },
  { charset: "UTF-8", text: "x".repeat(5000), octets: Buffer.from("x".repeat(5000)) },
  { charset: "UTF-8", text: "", octets: Buffer.alloc(0) },
];

export const XLSX = Buffer.concat([
  Buffer.from("PK\x03\x04"),
  Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 251)),
]);
export const XLSX_NAME = "Gehälter 2026.xlsx";
export const SUBJECT = "Gehälter für März";

const headers = {
  subject: SUBJECT,
  from: { name: "Alice", address: "alice@example.org" as never },
  to: [{ name: "Bob", address: "bob@example.org" as never }],
  cc: [],
  date: Date.UTC(2026, 10, 22, 10),
};
const file = {
  name: XLSX_NAME,
  type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  bytes: XLSX,
};
const common = { headers, legacyDisplay: true, hp: "cipher" as const };
const random = new Uint8Array(24).fill(7);
const built = (text: string, html: string | null, attachments: (typeof file)[]): Buffer =>
  Buffer.from(buildEntity({ ...common, text, ...(html === null ? {} : { html }), attachments }, random));

/** Sealed MIME as Cachet writes it. */
export const OUR_ENTITIES: Readonly<Record<string, Buffer>> = {
  "plain text": built("Grüße, 日本\n-- \nAlice\n", null, []),
  "no text at all": built("", null, []),
  "a line of 5000 letters": built("x".repeat(5000), null, []),
  "formatted text with files": built("Hello", "<html><body><b>Hello</b></body></html>", [
    file,
    { name: "leer.pdf", type: "application/pdf", bytes: Buffer.alloc(0) },
  ]),
};

/** A message with a file as others write it: the name in RFC 2231's way. */
export const THEIR_ENTITY = Buffer.from(
  [
    'Content-Type: multipart/mixed; boundary="in"',
    "",
    "--in",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=C3=9Fe",
    "--in",
    "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;",
    " name*=UTF-8''Geh%C3%A4lter%202026.xlsx",
    "Content-Disposition: attachment; filename*=UTF-8''Geh%C3%A4lter%202026.xlsx",
    "Content-Transfer-Encoding: base64",
    "",
    XLSX.toString("base64").replace(/.{76}/g, "$&\r\n"),
    "--in--",
    "",
  ].join("\r\n"),
);
