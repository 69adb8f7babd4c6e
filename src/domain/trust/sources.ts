/**
 * Where a key came from. server: a verifying key server. candidate: a key server that confirms nothing. autocrypt: the header
 * of a message from the address. gossip: named by a message to several people. mail: attached to a message. signed: it signed
 * a message that the reader's provider found to be from the address's domain.
 */
export type KeySource =
  | "dns"
  | "cert"
  | "pka"
  | "wkd"
  | "server"
  | "candidate"
  | "autocrypt"
  | "gossip"
  | "mail"
  | "signed"
  | "import"
  | "own";

/**
 * How far a source speaks for an address. full: the owner, the domain, or a server that asked the owner. mail: a message from
 * an unchecked sender. hearsay: a message by somebody else (Autocrypt 1.1, 4.2). Keys by mail and hearsay may be sealed to if
 * the domain was asked and has nothing better. claim: anybody can make it, so the key is not used until the user chooses it.
 * Keys of a lower weight never compete with one of a higher.
 */
export type SourceWeight = "full" | "mail" | "hearsay" | "claim";

const WEIGHT: Readonly<Record<KeySource, SourceWeight>> = {
  dns: "full",
  cert: "full",
  pka: "full",
  wkd: "full",
  server: "full",
  signed: "full",
  import: "full",
  own: "full",
  autocrypt: "mail",
  mail: "mail",
  gossip: "hearsay",
  candidate: "claim",
};

const BEST_FIRST: readonly SourceWeight[] = ["full", "mail", "hearsay"];

/** The best weight among the sources a key was found at; "claim" for none. */
export function sourceWeight(sources: readonly KeySource[]): SourceWeight {
  const all = sources.map((source) => WEIGHT[source]);
  return BEST_FIRST.find((weight) => all.includes(weight)) ?? "claim";
}

/** Whether only messages say so, and a message says whatever its writer likes. */
export const isByMail = (weight: SourceWeight): boolean => weight === "mail" || weight === "hearsay";

/** Sources whose DNSSEC proof lets a key succeed another: the contact's own domain says so in a signed record. */
export const PUBLISHES: readonly KeySource[] = ["dns", "cert", "pka"];
