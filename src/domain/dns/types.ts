// Numbers of the IANA registry "Domain Name System (DNS) Parameters", as far as Cachet asks for or reads them.

/** RR types. Spelled as in the registry. */
export const TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CERT: 37,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  OPENPGPKEY: 61,
} as const;

/** The only class there is for us. */
export const CLASS_IN = 1;

/** The response codes that count as answers. */
export const RCODE = { NOERROR: 0, NXDOMAIN: 3 } as const;

export interface DnsQuestion {
  /** In A-labels, without a final dot; "" is the root. */
  readonly name: string;
  /** IANA RR type number. */
  readonly type: number;
}
