// The background as the overlay knows it, with openers that a test makes up.

import type { Result } from "../../result";
import type { Given, Openers, OpenFailure, ReadMail } from "../opened";
import { type MessageContext, unwrap } from "../unwrap";

export type MailRequest = { readonly given: Given } & MessageContext;

/** Answers `mail.read` by unwrapping with these openers. */
export const askingUnwrap =
  (openers: Openers) =>
  async (name: string, { given, ...reading }: MailRequest): Promise<Result<ReadMail, OpenFailure>> => {
    if (name !== "mail.read") throw new Error(`asked for ${name}`);
    return unwrap(given, reading, openers);
  };
