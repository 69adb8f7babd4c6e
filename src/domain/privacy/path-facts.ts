// The facts that the trace of a message gives its index: one proven hop, and what the provider checked at arrival.
import type { PATH_REASONS, PATH_TRANSPORTS } from "./path-outcomes";

export interface PathFacts {
  /** Why the path is known or not; names the string reason_path_<reason> where it is not. */
  readonly reason: (typeof PATH_REASONS)[number];
  /** Of the hop into the reader's provider; internal: it never came from outside. Null: the path is not known. */
  readonly transport: (typeof PATH_TRANSPORTS)[number] | null;
  /** DKIM passed for the organisation in From, says the reader's provider. */
  readonly dkim: boolean;
  /** The same, says a known forwarder that broke the signature when it passed the message on: who that is. */
  readonly sealer?: string;
  /** The same, found here by the user's own check. */
  readonly dkimHere?: boolean;
  /** Organisations on the way besides the reader's provider and the sender's own, claimed ones included. */
  readonly strangers: readonly string[];
  /** Who handed the message over, for the sentence. */
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
