/**
 * Where a key came from. server: a verifying key server. candidate: a key server that confirms nothing. autocrypt: header
 * of a message from the address. gossip: a message to several people named it. mail: attached to, or used to sign, a
 * message.
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
  | "import"
  | "own";

/**
 * How far a source speaks for an address. full: the owner, the domain, or a server that asked the owner. hearsay: somebody
 * else says so; good for sealing where nothing better is known (Autocrypt 1.1, 4.2). claim: anybody can say so; good for
 * nothing until the user chooses it. Keys of a lower standing never compete with one of a higher.
 */
export type Standing = "full" | "hearsay" | "claim";

const STANDING: Readonly<Record<KeySource, Standing>> = {
  dns: "full",
  cert: "full",
  pka: "full",
  wkd: "full",
  server: "full",
  autocrypt: "full",
  mail: "full",
  import: "full",
  own: "full",
  gossip: "hearsay",
  candidate: "claim",
};

/** The best standing among the sources a key was found at; "claim" for none. */
export function standingOf(sources: readonly KeySource[]): Standing {
  const all = sources.map((source) => STANDING[source]);
  return all.includes("full") ? "full" : all.includes("hearsay") ? "hearsay" : "claim";
}

/** Sources whose DNSSEC proof lets a key succeed another: the contact's own domain says so in a signed record. */
export const PUBLISHES: readonly KeySource[] = ["dns", "cert", "pka"];
