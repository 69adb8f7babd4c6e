/**
 * Where a key came from. server: a verifying key server. candidate: a key server that confirms nothing. autocrypt: header
 * of a message from the address. gossip: a message to several people named it. mail: attached to a message. signed: it
 * signed a message that the reader's provider found to be from the address's domain.
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
 * How far a source speaks for an address. full: the owner, the domain, or a server that asked the owner. mail: a message
 * says so whose sender nobody checked. hearsay: somebody else's message says so (Autocrypt 1.1, 4.2). Both are good for
 * sealing where the domain was asked and has nothing better. claim: anybody can say so; good for nothing until the user
 * chooses it. Keys of a lower weight never compete with one of a higher.
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

/** Only messages say so, and a message says what its writer likes. */
export const isByMail = (weight: SourceWeight): boolean => weight === "mail" || weight === "hearsay";

/** Sources whose DNSSEC proof lets a key succeed another: the contact's own domain says so in a signed record. */
export const PUBLISHES: readonly KeySource[] = ["dns", "cert", "pka"];
