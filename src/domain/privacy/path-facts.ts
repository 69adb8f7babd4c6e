// The facts for the index from a message's trace: one proven hop, and what the provider checked on arrival.
import type { PATH_REASONS, PATH_TRANSPORTS } from "./path-outcomes";

export interface PathFacts {
  /** Why the path is known or unknown; if unknown, names the string reason_path_<reason>. */
  readonly reason: (typeof PATH_REASONS)[number];
  /**
   * Transport of the hop into the reader's provider; internal: the message never came from outside. Null: the path is
   * unknown.
   */
  readonly transport: (typeof PATH_TRANSPORTS)[number] | null;
  /** The reader's provider says that DKIM passed for the domain in From. */
  readonly dkim: boolean;
  /** A known forwarder says the same, though it broke the signature: the forwarder's name. */
  readonly sealer?: string;
  /** Cachet's own check, run by the user, found the same. */
  readonly dkimHere?: boolean;
  /** Organisations on the path other than the reader's provider and the sender's own, claimed ones included. */
  readonly strangers: readonly string[];
  /** Who handed the message over, as named in the sentence. */
  readonly handedOverBy: string;
}

/** The raw source was not available, so nothing is known of the path. */
export const PATH_UNSEEN: PathFacts = {
  reason: "no-source",
  transport: null,
  dkim: false,
  strangers: [],
  handedOverBy: "",
};
