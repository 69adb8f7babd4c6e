// Web Key Service (draft-koch-openpgp-webkey-service 4): providers that publish keys for their users accept them by mail.
import { domainPart } from "../address";

/** A provider's policy file (section 4.5); unknown keywords are skipped, as it demands. */
export interface WksPolicy {
  /** Only user IDs consisting of the bare address are accepted. */
  readonly mailboxOnly: boolean;
  /** The provider authenticates its users by their login and asks for no confirmation. */
  readonly authSubmit: boolean;
}

export function readPolicy(text: string): WksPolicy {
  const words = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.split(":")[0]!.trim());
  return { mailboxOnly: words.includes("mailbox-only"), authSubmit: words.includes("auth-submit") };
}

/** The decrypted content for the service: one part, the key (section 4.3). */
export const submissionPart = (armoredKey: string): string =>
  crlf(`Content-Type: application/pgp-keys\n\n${armoredKey}`);

export interface SubmissionMail {
  /** The address the key is published for; the service accepts it only from this address. */
  readonly from: string;
  readonly to: string;
  /** `submissionPart`, encrypted to the submission address's key; armored. */
  readonly sealed: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Letters and digits, drawn at random; makes the boundary and the Message-ID. */
  readonly nonce: string;
}

/** The whole message, PGP/MIME (RFC 3156 4), for a program that sends files as they are. */
export function submissionMail({ from, to, sealed, now, nonce }: SubmissionMail): string {
  const boundary = `key-${nonce}`;
  const domain = domainPart(from);
  return crlf(`From: ${from}
To: ${to}
Subject: Key publishing request
Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}
Message-ID: <${nonce}@${domain}>
Wks-Draft-Version: 3
MIME-Version: 1.0
Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";
\tboundary="${boundary}"

--${boundary}
Content-Type: application/pgp-encrypted

Version: 1

--${boundary}
Content-Type: application/octet-stream

${sealed.trimEnd()}

--${boundary}--
`);
}

const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");
