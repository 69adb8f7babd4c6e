// Writes and reads RFC 5322 for the demo webmail.
import { randomBytes } from "node:crypto";
import PostalMime from "postal-mime";

export interface Mailbox {
  readonly address: string;
  readonly name: string;
}

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

export interface Outgoing {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  /** Null when the message has no formatting. */
  readonly html: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly uploads: readonly Upload[];
}

const ascii = (text: string): boolean => /^[\t\n\r\x20-\x7e]*$/.test(text);
const boundary = (): string => `=_${randomBytes(12).toString("hex")}`;

/** RFC 2047: one encoded word per 45 bytes, folded. */
function word(text: string): string {
  if (ascii(text)) return text;
  const parts: string[] = [];
  let part = "";
  for (const character of text) {
    if (Buffer.byteLength(part + character) > 45) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part].map((each) => `=?utf-8?B?${Buffer.from(each).toString("base64")}?=`).join("\r\n ");
}

function mailbox({ name, address }: Mailbox): string {
  if (!name) return address;
  return `${ascii(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : word(name)} <${address}>`;
}

/** RFC 2045 6.7. */
function quotedPrintable(text: string): string {
  const line = (source: string): string => {
    let out = "";
    let width = 0;
    const bytes = Buffer.from(source);
    for (const [index, byte] of bytes.entries()) {
      const last = index === bytes.length - 1;
      const plain = (byte > 32 && byte < 127 && byte !== 61) || ((byte === 32 || byte === 9) && !last);
      const token = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      if (width + token.length > 75) {
        out += "=\r\n";
        width = 0;
      }
      out += token;
      width += token.length;
    }
    return out;
  };
  return text.split(/\r?\n/).map(line).join("\r\n");
}

function textPart(type: string, text: string): string {
  const simple = ascii(text) && text.split("\n").every((line) => line.length <= 78 && !/[ \t]$/.test(line));
  const body = simple ? text.replace(/\r?\n/g, "\r\n") : quotedPrintable(text);
  const encoding = simple ? "7bit" : "quoted-printable";
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
}

function filePart(upload: Upload): string {
  const name = ascii(upload.name)
    ? `filename="${upload.name.replace(/["\\]/g, "\\$&")}"`
    : `filename*=utf-8''${encodeURIComponent(upload.name)}`;
  const lines = upload.base64.replace(/(.{76})/g, "$1\r\n");
  return `Content-Type: ${upload.type || "application/octet-stream"}\r\nContent-Disposition: attachment; ${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`;
}

function multipart(kind: string, parts: readonly string[]): string {
  const mark = boundary();
  const body = parts.map((part) => `--${mark}\r\n${part}`).join("");
  return `Content-Type: multipart/${kind}; boundary="${mark}"\r\n\r\n${body}--${mark}--\r\n`;
}

/** A complete message, CRLF lines. */
export function writeMail(mail: Outgoing, now = new Date()): Buffer {
  const id = `<${randomBytes(12).toString("hex")}@${mail.from.address.split("@")[1]}>`;
  const headers = [
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `From: ${mailbox(mail.from)}`,
    mail.to.length > 0 && `To: ${mail.to.map(mailbox).join(",\r\n ")}`,
    mail.cc.length > 0 && `Cc: ${mail.cc.map(mailbox).join(",\r\n ")}`,
    `Subject: ${word(mail.subject)}`,
    `Message-ID: ${id}`,
    mail.inReplyTo && `In-Reply-To: ${mail.inReplyTo}`,
    mail.references.length > 0 && `References: ${mail.references.join("\r\n ")}`,
    "MIME-Version: 1.0",
  ].filter(Boolean);
  const plain = textPart("text/plain", mail.text);
  const body = mail.html ? multipart("alternative", [plain, textPart("text/html", mail.html)]) : plain;
  const whole = mail.uploads.length > 0 ? multipart("mixed", [body, ...mail.uploads.map(filePart)]) : body;
  return Buffer.from(`${headers.join("\r\n")}\r\n${whole}`);
}

export interface ReadMail {
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly date: number;
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[];
}

export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
  const list = (all: readonly { address?: string | undefined; name?: string }[] = []): Mailbox[] =>
    all.flatMap(({ address, name }) => (address ? [{ address, name: name || address }] : []));
  return {
    messageId: mail.messageId ?? "",
    inReplyTo: mail.inReplyTo ?? null,
    references: mail.references?.split(/\s+/).filter(Boolean) ?? [],
    from: list(mail.from ? [mail.from] : [])[0] ?? { address: "", name: "" },
    to: list(mail.to),
    cc: list(mail.cc),
    subject: mail.subject ?? "",
    date: Date.parse(mail.date ?? "") || 0,
    text: mail.text ?? null,
    html: mail.html ?? null,
    files: mail.attachments.map((file) => ({
      name: file.filename ?? "noname",
      type: file.mimeType,
      content: new Uint8Array(file.content as ArrayBuffer),
    })),
  };
}
