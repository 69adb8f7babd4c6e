// Web Key Service (draft-koch-openpgp-webkey-service 4): whether the provider takes keys by mail, and the message for that.
import { parseAddress } from "../../domain/address";
import { type AddressParts, addressParts } from "../../domain/discovery/owner-name";
import { advancedHost } from "../../domain/discovery/web-key-directory";
import { seal } from "../../domain/pgp/encrypt";
import { armorCertificate } from "../../domain/pgp/secret-key";
import { readPolicy, submissionMail, submissionPart, type WksPolicy } from "../../domain/publish/wks-message";
import { type CodeOf, fail, ok, type Result } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import type { SubmissionFailure } from "../../messages/calls/publishing";
import { type Fetched, type FetchFailure, fetchBytes } from "../fetch";
import { askAfresh } from "../lookup/lookup";
import { ownCertificate } from "../own-keys/own-certificate";

interface Deps {
  readonly fetch: typeof fetchBytes;
  readonly ask: typeof askAfresh;
}

export async function makeSubmission(
  request: Request<"publish.submission">,
  deps: Deps = { fetch: fetchBytes, ask: askAfresh },
  now = Date.now(),
): Promise<Answers["publish.submission"]> {
  const own = await ownCertificate(request, now);
  if (!own.ok) return own;
  const { info, address } = own.value;
  const parts = addressParts(address);
  const service = parts ? await findService(parts, deps) : fail("none");
  if (!service.ok) return service;
  const { to, policy } = service.value;
  if (policy.mailboxOnly && !info.userIds.some((userId) => /^<?[^<>\s]+>?$/.test(userId))) return fail("mailbox-only");
  const theirs = (await deps.ask({ address: to, source: "wkd" }))?.keys[0];
  if (!theirs) return fail({ code: "no-key", address: to });
  const sealed = await seal({
    text: submissionPart(await armorCertificate(info.certificate)),
    signer: null,
    readers: [theirs.info.certificate],
    hiddenReaders: [],
    now,
  });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const mail = submissionMail({ from: address, to, sealed, now, nonce });
  return ok({ to, mail, fileName: `${parts!.domain}-key.eml`, asksBack: !policy.authSubmit });
}

interface Service {
  readonly to: string;
  readonly policy: WksPolicy;
}

/** The advanced URL first; the direct one if that host does not answer or has no such file. */
async function findService({ domain }: AddressParts, deps: Deps): Promise<Result<Service, SubmissionFailure>> {
  const folder = "/.well-known/openpgpkey";
  const places = [`https://${advancedHost(domain)}${folder}/${domain}`, `https://${domain}${folder}`];
  const failures: { readonly host: string; readonly code: CodeOf<FetchFailure> }[] = [];
  for (const place of places) {
    const read = (file: string): Promise<Result<Fetched, FetchFailure>> =>
      deps.fetch({ purpose: "wks", url: `${place}/${file}`, domain });
    const found = await read("submission-address");
    if (!found.ok) {
      failures.push({ host: new URL(place).host, code: found.code });
      continue;
    }
    const to = parseAddress(textOf(found.value).split("\n")[0]!);
    // Web hosts that answer every path with their home page offer no service.
    if (!to) continue;
    const policy = await read("policy");
    return ok({ to, policy: readPolicy(policy.ok ? textOf(policy.value) : "") });
  }
  const hosts = (...codes: CodeOf<FetchFailure>[]): string[] =>
    failures.filter(({ code }) => codes.includes(code)).map(({ host }) => host);
  if (hosts("blocked").length > 0) return fail({ code: "blocked", hosts: hosts("blocked") });
  const silent = hosts("unreachable", "timeout");
  return silent.length === places.length ? fail({ code: "unreachable", hosts: silent.slice(-1) }) : fail("none");
}

const textOf = ({ bytes }: Fetched): string => new TextDecoder().decode(bytes);
