// The records that put a key into its own domain's DNS, as lines to paste: BIND's presentation form, and the generic
// form of RFC 3597 for panels and servers that do not know the type.
import { digest, toHex, toZBase32 } from "../discovery/bytes";
import { type AddressParts, ownerNames } from "../discovery/owner-name";
import { advancedHost, webKeyUrls } from "../discovery/web-key-directory";

/**
 * openpgpkey: RFC 7929, what is asked first. cert, pka: RFC 4398, asked by older programs; cert holds the key, pka its
 * fingerprint and where it is. alias: leads Web Key Directory clients to keys.openpgp.org.
 */
export type ZoneKind = "openpgpkey" | "cert" | "pka" | "alias";

export interface ZoneLine {
  readonly kind: ZoneKind;
  /** With its final dot, ready for a zone file. */
  readonly owner: string;
  /** Mnemonic, e.g. "OPENPGPKEY". */
  readonly type: string;
  /** The whole record as BIND writes it. */
  readonly bind: string;
  /** The whole record as RFC 3597 5 writes any type. */
  readonly generic: string;
  /** Octets of RDATA. */
  readonly size: number;
}

/**
 * Octets of RDATA beyond which a record is a burden: answers grow past 4096 octets, which some resolvers and many
 * panels refuse. RFC 7929 5.1 asks for the smallest key that works.
 */
export const COMFORTABLE_SIZE = 4000;

/** keys.openpgp.org serves the directory of any domain whose `openpgpkey` name leads there. */
const SHARED_DIRECTORY = "wkd.keys.openpgp.org";

export interface Published {
  readonly parts: AddressParts;
  /** Transferable public key, binary, with the user IDs of this address only. */
  readonly certificate: Uint8Array;
  /** Hex. */
  readonly fingerprint: string;
}

/**
 * Every record there is for an address, OPENPGPKEY first; twice where the local part has upper case, since some programs
 * ask for it as typed and some in lower case. CERT is left out where the local part makes no host name.
 */
export async function zoneLines({ parts, certificate, fingerprint }: Published): Promise<ZoneLine[]> {
  const [names, urls, hash] = await Promise.all([
    ownerNames(parts),
    webKeyUrls(parts),
    digest("SHA-1", parts.local.toLowerCase()),
  ]);
  const certOwner = mailboxName(parts);
  const pkaOwner = `${toZBase32(hash)}._pka.${parts.domain}.`;
  return [
    ...names.map((name) => line("openpgpkey", `${name}.`, "OPENPGPKEY", certificate, base64(certificate))),
    ...(certOwner === null ? [] : [certPgp(certOwner, certificate)]),
    certIpgp(pkaOwner, fingerprint, urls.direct),
    line("alias", `${advancedHost(parts.domain)}.`, "CNAME", wireName(SHARED_DIRECTORY), `${SHARED_DIRECTORY}.`),
  ];
}

/** IANA numbers of the types above. */
const NUMBER: Readonly<Record<string, number>> = { CNAME: 5, CERT: 37, OPENPGPKEY: 61 };

function line(kind: ZoneKind, owner: string, type: string, rdata: Uint8Array, presentation: string): ZoneLine {
  return {
    kind,
    owner,
    type,
    bind: `${owner} IN ${type} ${presentation}`,
    generic: `${owner} IN TYPE${NUMBER[type]} \\# ${rdata.length} ${toHex(rdata)}`,
    size: rdata.length,
  };
}

/** Base64 over several lines, which RFC 1035 5.1 allows between parentheses. */
const base64 = (bytes: Uint8Array): string => `(\n${bytes.toBase64().replace(/.{1,64}/g, "\t$&\n")}\t)`;

/** RFC 4398 2.1: type 3, no key tag, no algorithm. */
const certPgp = (owner: string, certificate: Uint8Array): ZoneLine =>
  line("cert", owner, "CERT", joined(Uint8Array.of(0, 3, 0, 0, 0), certificate), `PGP 0 0 ${base64(certificate)}`);

/** RFC 4398 2.1 and 3.3: type 6, then the fingerprint with its length, then where the key is. */
function certIpgp(owner: string, fingerprint: string, url: string): ZoneLine {
  const print = Uint8Array.from(fingerprint.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const body = joined(Uint8Array.of(print.length), print, new TextEncoder().encode(url));
  return line("pka", owner, "CERT", joined(Uint8Array.of(0, 6, 0, 0, 0), body), `IPGP 0 0 ${base64(body)}`);
}

/**
 * `local.domain`, the dots of the local part kept as GnuPG asks for them. Null where a label would be empty or longer
 * than 63 octets; what is special in a zone file is escaped (RFC 1035 5.1).
 */
function mailboxName({ local, domain }: AddressParts): string | null {
  const labels = local.toLowerCase().split(".");
  const encoder = new TextEncoder();
  if (labels.some((label) => label === "" || encoder.encode(label).length > 63)) return null;
  const escaped = labels.map((label) => Array.from(encoder.encode(label), escapedOctet).join(""));
  return `${escaped.join(".")}.${domain}.`;
}

function escapedOctet(octet: number): string {
  if (octet < 0x21 || octet > 0x7e) return `\\${String(octet).padStart(3, "0")}`;
  const letter = String.fromCharCode(octet);
  return /["$();@\\]/.test(letter) ? `\\${letter}` : letter;
}

/** A host name in wire form (RFC 1035 3.1). */
const wireName = (name: string): Uint8Array =>
  joined(
    ...name.split(".").flatMap((label) => [Uint8Array.of(label.length), new TextEncoder().encode(label)]),
    Uint8Array.of(0),
  );

function joined(...chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
