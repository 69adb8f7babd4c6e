// The words of docs/privacy-index.md and their meanings. Each list is complete, which a test checks.

import type { SignatureState } from "../../trust/signature";
import type { TrustState } from "../../trust/trust-state";
import type { PathFacts } from "../path-facts";

export const SIGNATURE_WORDS: Readonly<Record<string, SignatureState>> = {
  compared: "verified",
  yours: "own",
  "long known": "known",
  "first contact": "first-contact",
  "no date": "undated",
  "not checked": "not-checked",
  "unknown key": "unknown-key",
  "other address": "other-address",
  "changed key": "changed-key",
  "sender not shown": "no-from",
  "other sender": "from-mismatch",
  "for others": "for-others",
  "other date": "date-mismatch",
  "withdrawn key": "revoked-key",
  wrong: "invalid",
  none: "none",
};

export const PEOPLE_WORDS: Readonly<Record<string, TrustState>> = {
  you: "own",
  compared: "verified",
  "long known": "known",
  "first contact": "first-contact",
  "key just found": "new",
  "key only from mail": "mail-only",
  "key only claimed": "candidate",
  "no key": "none",
  "expired key": "expired",
  "lost key": "lost",
  "withdrawn key": "revoked",
  "two keys": "conflict",
  "changed key": "changed",
};

export const WAY_WORDS: Readonly<Record<string, NonNullable<PathFacts["transport"]>>> = {
  "inside one provider": "internal",
  "TLS 1.3": "modern",
  "TLS 1.2": "modern",
  "TLS, version not told": "tls",
  "TLS 1.1": "weak",
  "TLS 1.0": "weak",
  "TLS with RC4": "weak",
  "in clear": "clear",
};

/** Why a path is not known. */
export const UNSEEN_WORDS: Readonly<Record<string, PathFacts["reason"]>> = {
  "not known": "no-source",
  "cannot be verified": "not-joined",
};
