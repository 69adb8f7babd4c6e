// The records that publish a key in its own domain's DNS, as lines to paste: BIND's presentation form, and the generic form
// of RFC 3597 for panels and servers that do not know the type.
import { type AddressParts, hashedPkaName, ownerNames, pkaName, plainOwnerName } from "../discovery/owner-name";
import { advancedHost, webKeyUrls } from "../discovery/web-key-directory";
import { joined, toHex } from "../octets";

/**
 * openpgpkey: RFC 7929, queried first. cert, ipgp, pka: queried by older programs; cert (RFC 4398) holds the key, the other
 * two its fingerprint and location. alias: leads Web Key Directory clients to keys.openpgp.org.
 */
export type ZoneKind = "openpgpkey" | "cert" | "ipgp" | "pka" | "alias";

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
 * Octets of RDATA beyond which a record causes trouble: answers exceed 4096 octets, which some resolvers and many panels
 * refuse. RFC 7929 6 asks for records as small as the key's security allows.
 */
export const COMFORTABLE_SIZE = 4000;

/** keys.openpgp.org serves the directory of any domain whose `openpgpkey` name is an alias of this one. */
const SHARED_DIRECTORY = "wkd.keys.openpgp.org";

export interface Published {
  readonly parts: AddressParts;
  /** Transferable public key, binary, with the user IDs of this address only. */
  readonly certificate: Uint8Array;
  /** Hex. */
  readonly fingerprint: string;
}

/**
 * All records for an address, OPENPGPKEY first; twice if the local part has upper case, since some programs query it as typed
 * and some in lower case. Records named by the local part itself are left out if it cannot be a name.
 */
export async function zoneLines({ parts, certificate, fingerprint }: Published): Promise<ZoneLine[]> {
  const [names, urls, hashed] = await Promise.all([ownerNames(parts), webKeyUrls(parts), hashedPkaName(parts)]);
  const plain = plainOwnerName(parts);
  const pka = pkaName(parts);
  return [
    ...names.map((name) => line("openpgpkey", name, "OPENPGPKEY", certificate, base64(certificate))),
    ...(plain === null ? [] : [certPgp(plain, certificate)]),
    certIpgp(hashed, fingerprint, urls.direct),
    ...(pka === null ? [] : [pkaText(pka, fingerprint, urls.direct)]),
    line("alias", advancedHost(parts.domain), "CNAME", wireName(SHARED_DIRECTORY), `${SHARED_DIRECTORY}.`),
  ];
}

/** IANA numbers of the types above. */
const NUMBER: Readonly<Record<string, number>> = { CNAME: 5, TXT: 16, CERT: 37, OPENPGPKEY: 61 };

function line(kind: ZoneKind, name: string, type: string, rdata: Uint8Array, presentation: string): ZoneLine {
  // RFC 1035 5.1: a line that begins with "$" is a directive.
  const owner = `${name.replace(/[$"();@\\]/g, "\\$&")}.`;
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
  line("cert", owner, "CERT", joined([Uint8Array.of(0, 3, 0, 0, 0), certificate]), `PGP 0 0 ${base64(certificate)}`);

/** RFC 4398 2.1 and 3.3: type 6, then the fingerprint with its length, then where the key is. */
function certIpgp(owner: string, fingerprint: string, url: string): ZoneLine {
  const print = Uint8Array.from(fingerprint.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const body = joined([Uint8Array.of(print.length), print, new TextEncoder().encode(url)]);
  return line("ipgp", owner, "CERT", joined([Uint8Array.of(0, 6, 0, 0, 0), body]), `IPGP 0 0 ${base64(body)}`);
}

/** The record that GnuPG read before CERT, with its parts in exactly this order. */
function pkaText(owner: string, fingerprint: string, url: string): ZoneLine {
  const text = `v=pka1;fpr=${fingerprint.toUpperCase()};uri=${url}`;
  // A character string holds 255 octets at most (RFC 1035 3.3); the URL is ASCII.
  const strings = text.match(/.{1,255}/g) ?? [];
  const rdata = joined(strings.flatMap((part) => [Uint8Array.of(part.length), new TextEncoder().encode(part)]));
  return line("pka", owner, "TXT", rdata, strings.map((part) => `"${part}"`).join(" "));
}

/** A host name in wire form (RFC 1035 3.1). */
const wireName = (name: string): Uint8Array =>
  joined([
    ...name.split(".").flatMap((label) => [Uint8Array.of(label.length), new TextEncoder().encode(label)]),
    Uint8Array.of(0),
  ]);
