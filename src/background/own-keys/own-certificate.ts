// The user's own public key as others get it: for one address, with only that address's user ID, so that they learn nothing
// about the user's other addresses.
import { addressKey } from "../../domain/address";
import { type CertificateInfo, certificateForAddress } from "../../domain/pgp/certificate";
import { fail, ok, type Result } from "../../domain/result";
import { database } from "../store/database";

export interface OwnCertificate {
  readonly info: CertificateInfo;
  /** The address as written in the key. */
  readonly address: string;
}

/** The own key cut down to one of its addresses. */
export async function ownCertificate(
  { fingerprint, address }: { readonly fingerprint: string; readonly address: string },
  now: number,
): Promise<Result<OwnCertificate, "unknown">> {
  const row = await database.identities.get(fingerprint);
  const own = row?.addresses.find((each) => addressKey(each) === addressKey(address));
  if (!row || !own) return fail("unknown");
  const info = await certificateForAddress(row.certificate, own, now);
  return info.ok ? ok({ info: info.value, address: own }) : fail("unknown");
}
