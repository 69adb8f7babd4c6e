// Every call to the background, in one table: who may make it, what it must look like, what it answers. serve.ts checks caller
// and request at run time; call.ts types both ends. See docs/decisions/0002.
import type * as v from "valibot";
import type { Result } from "../../domain/result";
import { clientApi } from "./client-api";
import { contacts } from "./contacts";
import { drafts } from "./drafts";
import { frames } from "./frames";
import { home } from "./home";
import { mail } from "./mail";
import { ownKeys } from "./own-keys";
import { publishing } from "./publishing";
import { recipients } from "./recipients";
import { settings } from "./settings";
import { sites } from "./sites";
import { verdicts } from "./verdicts";

export const calls = {
  ...sites,
  ...clientApi,
  ...frames,
  ...mail,
  ...verdicts,
  ...recipients,
  ...drafts,
  ...ownKeys,
  ...publishing,
  ...contacts,
  ...settings,
  ...home,
};

export type CallName = keyof typeof calls;
export type Request<N extends CallName> = v.InferOutput<(typeof calls)[N]["request"]>;
export type Answers = { [N in CallName]: NonNullable<(typeof calls)[N]["answer"]["result"]> };

/**
 * Failures any call may also answer. refused, malformed, internal: from serve.ts itself. full, unreadable: the database
 * (background/store/trouble.ts). policy-unread: the organisation's policy is not known, so nothing is done that it could
 * forbid. other-build: document and background belong to two builds of the extension (build-mark.ts).
 */
export type ServeCode = "refused" | "malformed" | "internal" | "full" | "unreadable" | "policy-unread" | "other-build";
export type Answer<N extends CallName> = Answers[N] | Result<never, ServeCode>;
