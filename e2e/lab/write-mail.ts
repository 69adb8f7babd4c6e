import { addressOf, type User } from "./lab";

/** A plain-text mail as an old mail program makes it. */
export const writeMail = (from: User, to: User, subject: string, body: string): string =>
  [
    `From: ${addressOf(from)}`,
    `To: ${addressOf(to)}`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    body,
  ].join("\n");
