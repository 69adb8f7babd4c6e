import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ABILITIES } from "../domain/abilities";
import { KEY_SERVER_KINDS, LOOKUP_SOURCES } from "../domain/discovery/lookup";
import { GRADES } from "../domain/privacy/index-types";
import { MARK_COLOURS, MARK_SYMBOLS } from "../domain/security-mark";
import { LEVELS } from "../domain/trust/message-class";

const root = resolve(import.meta.dirname, "../..");
const load = (language: string): Record<string, string> => {
  const file = JSON.parse(readFileSync(join(root, "public/_locales", language, "messages.json"), "utf8")) as Record<
    string,
    { message: string }
  >;
  return Object.fromEntries(Object.entries(file).map(([key, value]) => [key, value.message]));
};
const en = load("en");
const fr = load("fr");

const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join(root, "src", file), "utf8"))
  .concat(readFileSync(join(root, "manifest.json"), "utf8"));
const source = sources.join("\n");
/** The page of a password message names its words in its markup. */
const inPasswordPage = [
  ...readFileSync(join(root, "src/password-message/page.html"), "utf8").matchAll(/data-say>(\w+)</g),
].map((match) => match[1]!);

const SOURCES = [
  "dns",
  "cert",
  "pka",
  "wkd",
  "server",
  "candidate",
  "autocrypt",
  "gossip",
  "mail",
  "signed",
  "import",
  "own",
];

const KEYRING_RESULTS = [
  "held",
  "own",
  "no_address",
  "many_addresses",
  "no_encryption",
  "expired",
  "revoked",
  "obsolete",
  "unsupported",
  "too_large",
  "damaged",
];

const PUBLISH_RESULTS = [
  ...["reachable_proven", "reachable_unproven", "reachable", "other_key", "older_copy", "not_found"],
  ...["bogus", "disagree", "unreadable", "unreachable", "blocked", "off"],
];

const DKIM_STATES = [
  ...["pass", "other", "body_changed", "header_changed", "forged", "partial", "bogus_key", "testing", "short_key"],
  ...["revoked", "unusable_key", "disputed", "unreachable", "no_key", "expired", "not_yet", "unsupported", "malformed"],
  ...["none", "ambiguous", "unreadable", "no_source"],
];

const TRUST_STATES = [
  "none",
  "candidate",
  "mail_only",
  "new",
  "first_contact",
  "known",
  "verified",
  "own",
  "changed",
  "conflict",
  "expired",
  "revoked",
  "lost",
];

/** Keys made from data: all values of each family. null: the data's own tests have the values. */
const FAMILIES: Record<string, readonly string[] | null> = {
  abilities: ["reading", "writing", "list"].flatMap((group) => [group, `${group}_idle`]),
  ability: ABILITIES.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).flatMap((name) => [
    name,
    `${name}_no`,
  ]),
  ability_is: ["yes", "no", "unknown"],
  grade: GRADES,
  sure: GRADES,
  mark: MARK_SYMBOLS,
  colour: MARK_COLOURS,
  strength: ["empty", "short", "weak", "fair", "strong"],
  keyserver_kind: KEY_SERVER_KINDS,
  chip: TRUST_STATES,
  keystate: TRUST_STATES,
  trust: [...TRUST_STATES, "unanswered"],
  unkept: ["full", "unreadable"],
  unnoted: ["full", "unreadable"],
  below: ["key", "known", "verified", "inside", "or_lower", "fixed"],
  class: LEVELS.flatMap((level) => [level, `${level}_why`]),
  delivery: ["dane", "mta_sts", "announced", "opportunistic", "no_mail", "bogus", "unknown"],
  policy: ["off", "blocked", "unreachable", "invalid", "not_enforced", "mismatch"],
  outcome: ["found", "none", "timeout", "unreachable", "blocked", "bogus", "bad_key", "disagree", "off"],
  outcome_next: ["timeout", "unreachable", "blocked", "bogus", "bad_key", "disagree"],
  found: SOURCES,
  proves: [...SOURCES.filter((source) => !["dns", "cert", "pka"].includes(source)), "dns_secure", "dns_insecure"],
  origin: SOURCES,
  replaced: ["published", "cross_signed", "better_source"],
  signature_undated: ["verified", "known", "first_contact"],
  pins_refused: ["other_key", "rejected", "bad_key"],
  rival_use: ["before", "new", "one_of"],
  dkim_word: DKIM_STATES,
  dkim_says: DKIM_STATES,
  dkim_next: DKIM_STATES,
  dnssec_verdict: ["secure", "insecure", "bogus", "unreachable"],
  dnssec: [
    "proven",
    "unsigned_zone",
    "unsupported_algorithm",
    "opt_out",
    "no_signature",
    "bad_signature",
    "signature_expired",
    "signature_not_yet_valid",
    "wrong_key",
    "wrong_anchor",
    "no_proof",
    "too_much_work",
    "malformed",
    "no_answer",
  ],
  happened: [
    "found",
    "pinned",
    "sealed_day",
    "signed_day",
    "changed",
    "replaced",
    "chosen",
    "rejected",
    "verified",
    "unverified",
    "expired",
    "revoked",
    "refreshed",
    "brought_back",
  ],
  keys_why: KEYRING_RESULTS,
  keys_short: KEYRING_RESULTS,
  source: LOOKUP_SOURCES,
  publish_found: PUBLISH_RESULTS,
  publish_says: PUBLISH_RESULTS.filter((result) => result !== "not_found"),
  publish_absent: LOOKUP_SOURCES,
  publish_mail: ["none", "no_key", "mailbox_only", "blocked", "unreachable"],
  publish_upload: [
    ...["unpublished", "pending", "published", "revoked"].flatMap((state) => [state, `${state}_text`]),
    ...["refused_key", "wait", "blocked", "unreachable"],
  ],
  section: ["home", "key", "publish", "contacts", "sites", "resolvers", "appearance"],
  resolver: ["quad9", "cloudflare", "mullvad", "fdn", "google"],
  step: ["make_key", "extend", "backup", "passphrase", "try", "publish", "verify", "storage"].flatMap((id) => [
    `${id}_title`,
    `${id}_text`,
  ]),
  index_ask: ["content", "path", "people"],
  index_axis: ["content", "path", "people", "device", "key", "closed", "kept", "owner", "history"],
  done: ["extend", "backup", "passphrase", "try", "publish", "storage", "verify_1", "verify_2", "verify_3"],
  home_steps: ["0", "1", "2", "3"],
  count: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
  give: ["too_large", "not_a_message", "unreadable"],
  greeting: ["morning", "afternoon", "evening"],
  compose: ["to", "cc", "bcc"],
  strong: ["mismatch", "weak", "malformed"],
  keyblock: ["not_a_key", "too_large", "internal"],
  file: ["program", "page", "picture", "pdf", "archive", "other"],
  sealed: ["c", "d"],
  way_clear: ["internal", "protected", "untold", "weak", "open"],
  way_sealed: ["internal", "protected", "untold", "weak", "open"],
  leg: ["internal", "modern", "tls", "weak", "clear", "unknown"],
  reason: null,
  hint: null,
  open: null,
  other: null,
  seal: null,
  refused: null,
};

const familyKeys = Object.entries(FAMILIES).flatMap(([family, values]) =>
  (values ?? []).map((value) => `${family}_${value}`),
);
const openFamilies = Object.entries(FAMILIES)
  .filter(([, values]) => values === null)
  .map(([family]) => `${family}_`);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const only = (words: Record<string, string>, test: (message: string) => boolean): string[] =>
  Object.keys(words).filter((key) => test(words[key]!));

describe("words", () => {
  it("English and French say the same things", () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en));
  });

  it("both fill the same blanks", () => {
    expect(Object.keys(en).filter((key) => placeholders(fr[key]!).join() !== placeholders(en[key]!).join())).toEqual(
      [],
    );
  });

  it("keys are names the browser accepts", () => {
    expect(Object.keys(en).filter((key) => !/^[a-z0-9_]+$/.test(key))).toEqual([]);
  });

  it("every key the source says exists", () => {
    const said = [...source.matchAll(/(?<![\w.])t\(\s*"(\w+)"/g)].map((match) => match[1]!);
    expect(said.length).toBeGreaterThan(100);
    expect([...new Set([...said, ...familyKeys, ...inPasswordPage])].filter((key) => !(key in en))).toEqual([]);
  });

  it("families made from data are listed here", () => {
    const made = [...source.matchAll(/tData\(\s*`([a-z_]+)_\$\{/g)].map((match) => match[1]!);
    expect(made.length).toBeGreaterThan(5);
    expect([...new Set(made)].filter((family) => !(family in FAMILIES))).toEqual([]);
  });

  it("no key is unused", () => {
    const literals = new Set(
      [...source.matchAll(/["'`](?:__MSG_)?([a-z0-9_]+?)(?:__)?["'`]/g)].map((match) => match[1]!),
    );
    for (const key of inPasswordPage) literals.add(key);
    // The content script imports its few words by name, so that the rest is not bundled into every tab.
    for (const [, key] of source.matchAll(/^\s+([a-z0-9_]+) as /gm)) literals.add(key!);
    const unused = Object.keys(en).filter(
      (key) =>
        !literals.has(key) && !familyKeys.includes(key) && !openFamilies.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });

  it("nothing is shouted", () => {
    expect(only(en, (text) => text.includes("!")).concat(only(fr, (text) => text.includes("!")))).toEqual([]);
  });

  it("French has its own apostrophe", () => {
    expect(only(fr, (text) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  });

  it("French keeps its double signs on the line of their word", () => {
    const loose = /(?<![\u00a0\u202f])[;?»]|(?<![\u00a0\u202f]):(?!\/\/)|«(?![\u00a0\u202f])/u;
    expect(only(fr, (text) => loose.test(text))).toEqual([]);
  });
});
