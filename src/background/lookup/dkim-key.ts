// The key with which a domain signs its mail (DKIM), from the DNS: the only query made while reading, and only on the
// user's click, after telling them who learns what. Only that one record can be requested.
import { isPublicHost } from "../../domain/discovery/owner-name";
import { readKeyRecord } from "../../domain/dkim/key-record";
import { isSelector, isSigningDomain, keyName } from "../../domain/dkim/names";
import { resolve } from "../../domain/dns/resolve";
import { readText } from "../../domain/dns/text";
import { TYPE } from "../../domain/dns/types";
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { TIME_LIMIT } from "../fetch";
import { currentSettings } from "../settings/settings";
import { askDns } from "./dns-cache";
import { askResolvers, isSecure } from "./sources/resolvers";
import type { SourceDeps } from "./sources/source";

const DEPS: Pick<SourceDeps, "askDns" | "resolve"> = { askDns, resolve };

/** Never fails. `record` only where the resolvers that answered agree on one. */
export async function signingKey({ domain, selector }: Request<"dkim.key">, deps = DEPS): Promise<Answers["dkim.key"]> {
  const none = { verdict: "none", record: null, host: "", secure: false } as const;
  // The call's check has validated the names; they are checked again because the query is made from them.
  if (!isSigningDomain(domain) || !isSelector(selector) || !isPublicHost(domain)) return ok(none);
  const { resolvers } = await currentSettings();
  const source = { type: TYPE.TXT, names: [[keyName(selector, domain)]], read };
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const asked = await askResolvers(source, { ...deps, resolvers, signal, now: Date.now(), anew: false });
  const { verdict, decisive, useful } = asked;
  const best = useful.find(isSecure) ?? useful[0];
  return ok({
    verdict,
    record: verdict === "found" ? (best?.claims[0]?.fingerprint ?? null) : null,
    host: decisive?.host ?? "",
    secure: decisive?.proof?.verdict === "secure",
  });
}

/**
 * Two key records at one name are undefined (RFC 6376 3.6.2.2), and other texts are no key records. An unusable record is an
 * answer, too: the check of the signature reports its fault.
 */
async function read(records: readonly Uint8Array[]): Promise<readonly { fingerprint: string }[] | "bad-key"> {
  const texts = records.map(readText).filter((text) => text !== null && readKeyRecord(text) !== null);
  if (texts.length > 1) return "bad-key";
  return texts.map((text) => ({ fingerprint: text! }));
}
