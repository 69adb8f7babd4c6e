// Who could read a message along its path: the values for the sentences under the picture.
import { type Reader, readersOf } from "./readers";
import { seenAs, type Trace } from "./trace";

export interface PathExposure {
  /**
   * Protection of the last proven hop. internal: the message never left the provider. protected: good encryption. untold:
   * encrypted, but nobody recorded how well. weak: encryption that can be broken. open: in clear. Names the strings
   * way_clear_<how> and way_sealed_<how>.
   */
  readonly how: "internal" | "protected" | "untold" | "weak" | "open";
  /** The proven organisations and machines that handled it; the reader's provider last. */
  readonly readers: readonly Reader[];
  /** Others that only the sender's side names. */
  readonly claimed: readonly Reader[];
  /** Who handed the message to the provider; empty if nobody did. */
  readonly handedOverBy: string;
}

const HOW = { internal: "internal", modern: "protected", tls: "untold", weak: "weak", clear: "open" } as const;

/** Null if nothing about the path is reliable, or the transport of its one proven hop is unknown. */
export function pathExposure(trace: Trace): PathExposure | null {
  const ingress = trace.hops.find(({ place }) => place === "ingress");
  const transport = trace.state === "internal" ? "internal" : ingress?.transport;
  if (trace.state === "unknown" || transport === undefined || transport === "unknown") return null;
  const everyone = readersOf(trace);
  return {
    how: HOW[transport],
    readers: everyone.filter(({ claimed }) => !claimed),
    claimed: everyone.filter(({ claimed }) => claimed),
    handedOverBy: ingress ? seenAs(ingress.from, "organisation") : "",
  };
}
