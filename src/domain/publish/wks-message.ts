// Web Key Service (draft-koch-openpgp-webkey-service 4): a provider that publishes keys for its users takes them by mail.
import { domainPart } from "../address";

/** What a provider's policy file says (section 4.5); unknown words are skipped, as it asks. */
export interface WksPolicy {
  /** Only user IDs that are the bare address are taken. */
  readonly mailboxOnly: boolean;
  /** The provider knows its users by their login and asks for no confirmation. */
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

/** What the service finds once it has opened the message: one part, the key (section 4.3). */
export const submissionPart = (armoredKey: string): string =>
  crlf(`Content-Type: application/pgp-keys\n\n${armoredKey}`);

export interface SubmissionMail {
  /** The address the key is published for; the service takes it from this address only. */
  readonly from: string;
  readonly to: string;
  /** `submissionPart`, sealed to the submission address's key; armored. */
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
