import { fail, type Result } from "../../domain/result";
import { isOtherBuild } from "../../messages/build-mark";
import { call, ExtensionGone } from "../../messages/call";
import type { Answers, CallName, Request, ServeCode } from "../../messages/calls";
import type { WordKey } from "../i18n";

/** extension-gone: the extension was updated or removed under this page; only a reload helps. */
export type AskCode = ServeCode | "extension-gone";

type Asked<N extends CallName> = Answers[N] | Result<never, AskCode>;

/** Calls the background and always answers with a value, so a page meets failure in one form: a code it turns into words. */
export async function ask<N extends CallName>(name: N, request: Request<N>, send = call): Promise<Asked<N>> {
  try {
    const answer = await send(name, request);
    return isOtherBuild(answer) ? fail("other-build") : answer;
  } catch (error) {
    if (error instanceof ExtensionGone) return fail("extension-gone");
    console.error(`${name} failed`, error instanceof Error ? error.message : "");
    return fail("internal");
  }
}

const COMMON: Record<AskCode, WordKey> = {
  refused: "error_internal",
  malformed: "error_malformed",
  internal: "error_internal",
  full: "error_full",
  unreadable: "error_unreadable",
  "policy-unread": "error_policy_unread",
  "other-build": "error_other_build",
  "extension-gone": "error_gone",
};

/** The sentence for a failure: the call's own words first, then those shared by all calls. */
export function failureWord<Code extends string>(code: Code | AskCode, own: Partial<Record<Code, WordKey>>): WordKey {
  return own[code as Code] ?? COMMON[code as AskCode] ?? "error_internal";
}
