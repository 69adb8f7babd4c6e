// A key that a DNS record names by fingerprint: fetched from the record's URI, accepted only if the fingerprint matches.
import type { KeyPointer } from "../../../domain/discovery/key-pointer";
import type { CertificateInfo } from "../../../domain/pgp/certificate";
import { directoryKeys } from "../../../domain/pgp/directory-keys";
import { fetchByFingerprint } from "./key-servers";
import { type LookupContext, type SourceAnswer, verdictOfFailure } from "./source";

interface Pointed {
  readonly pointer: KeyPointer;
  readonly record: Uint8Array;
}

/**
 * `secure`: the record is proven from the root. Then the domain itself binds the address to the fingerprint, better than a user
 * ID, which anybody can write, so the key needs none for the address. Without proof, a user ID for the address is required as
 * the owner's statement.
 */
export async function fetchPointed(
  { pointer, record }: Pointed,
  { address, secure }: { address: string; secure: boolean },
  context: LookupContext,
): Promise<{ info: CertificateInfo } | Pick<SourceAnswer, "verdict" | "host">> {
  const { fingerprint, uri } = pointer;
  const place = uri === null ? await byFingerprint(fingerprint, context) : await byUri(uri, record, context);
  if (!("bytes" in place)) return place;
  const { bytes, host } = place;
  const wanted = { fingerprint, issuers: context.issuers, most: 1 };
  const named = await directoryKeys(bytes, { ...wanted, address });
  const bound = named.ok || !secure ? named : await directoryKeys(bytes, { ...wanted, address: null });
  return bound.ok ? { info: bound.value[0]! } : { verdict: "bad-key", host };
}

type Place = { readonly bytes: Uint8Array; readonly host: string } | Pick<SourceAnswer, "verdict" | "host">;

async function byUri(uri: string, record: Uint8Array, { ask, signal }: LookupContext): Promise<Place> {
  const { host } = new URL(uri);
  const fetched = await ask({ purpose: "key-uri", url: uri, record }, { signal });
  if (fetched.ok) return { bytes: fetched.value.bytes, host };
  return { verdict: verdictOfFailure(fetched).verdict, host };
}

/** For a record without a URI: asks the servers that confirm addresses, in order. */
async function byFingerprint(fingerprint: string, context: LookupContext): Promise<Place> {
  let last: Place = { verdict: "none", host: "" };
  for (const server of context.keyServers.filter(({ kind }) => kind !== "hkp")) {
    const { host } = new URL(server.origin);
    const fetched = await fetchByFingerprint(server, fingerprint, context);
    if (fetched.ok) return { bytes: fetched.value, host };
    last = { verdict: fetched.code, host };
  }
  return last;
}
