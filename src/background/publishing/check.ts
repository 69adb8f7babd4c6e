// The user's own key as others find it: what is published, and whether it can be found. Asks afresh, as a stranger
// would, and keeps nothing of the answer except a success.
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { armorCertificate } from "../../domain/pgp/secret-key";
import type { PublishCheck } from "../../domain/publish/published";
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { askAfresh } from "../lookup/lookup";
import type { SourceAnswer } from "../lookup/sources/source";
import { ownCertificate } from "../own-keys/own-certificate";
import { database } from "../store/database";
import { apart } from "../store/noting";

export async function publishedKey(request: Request<"publish.key">, now = Date.now()): Promise<Answers["publish.key"]> {
  const own = await ownCertificate(request, now);
  if (!own.ok) return own;
  const { info, address } = own.value;
  return ok({
    fingerprint: info.fingerprint,
    address,
    certificate: info.certificate,
    armored: await armorCertificate(info.certificate),
    fileName: `${address.replace(/[^\w.@+-]/g, "_")}.asc`,
  });
}

const REACHABLE: readonly PublishCheck["result"][] = ["reachable-proven", "reachable-unproven", "reachable"];

export async function checkPublished(
  { source, server, ...request }: Request<"publish.check">,
  ask: typeof askAfresh = askAfresh,
  now = Date.now(),
): Promise<Answers["publish.check"]> {
  const own = await ownCertificate(request, now);
  if (!own.ok) return own;
  const asked = await ask({ address: own.value.address, source, ...(server ? { server } : {}) });
  if (!asked) return ok({ result: "off", host: "", dnssec: null, at: now });
  const result = judged(asked, own.value.info);
  if (REACHABLE.includes(result)) {
    const change = { publishedAt: now, publishedEnds: own.value.info.expiresAt };
    await apart("what was found", () => database.identities.update(request.fingerprint, change));
  }
  return ok({ result, host: asked.host, dnssec: asked.dnssec, at: now });
}

/** What an answer means to the owner of the key. */
function judged({ verdict, dnssec, keys }: SourceAnswer, own: CertificateInfo): PublishCheck["result"] {
  switch (verdict) {
    case "found": {
      const mine = keys.filter(({ info }) => info.fingerprint === own.fingerprint);
      // A second key beside the own one would confuse correspondents' programs.
      if (mine.length === 0 || mine.length < keys.length) return "other-key";
      if (!mine.every(({ info }) => isSameCopy(info, own))) return "older-copy";
      if (dnssec === null) return "reachable";
      return dnssec.verdict === "secure" ? "reachable-proven" : "reachable-unproven";
    }
    case "none":
      return "not-found";
    case "bad-key":
      return "unreadable";
    case "timeout":
      return "unreachable";
    default:
      return verdict;
  }
}

/** Copies may differ harmlessly in packet framing; expiry and content are what counts. */
const isSameCopy = (found: CertificateInfo, own: CertificateInfo): boolean =>
  found.expiresAt === own.expiresAt &&
  found.revoked === own.revoked &&
  [...found.keyIds].sort().join() === [...own.keyIds].sort().join();
