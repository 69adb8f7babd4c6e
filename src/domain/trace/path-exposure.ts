// Who could read a message along its path, as values for the sentences under the picture.
import { type Reader, readersOf } from "./readers";
import { seenAs, type Trace } from "./trace";

export interface PathExposure {
  /**
   * How the last proven step went: internal, never outside. protected: with encryption that is good. untold: encrypted, and
   * nobody wrote down how well. weak: with encryption that can be broken. open: in clear. Names the strings way_clear_<how> and way_sealed_<how>.
   */
  readonly how: "internal" | "protected" | "untold" | "weak" | "open";
  /** Who handled it, as far as it is proven; the reader's provider last. */
  readonly readers: readonly Reader[];
  /** Others whom only the sender's side names. */
  readonly claimed: readonly Reader[];
  /** Who handed the message to the provider; empty where nobody did. */
  readonly handedOverBy: string;
}

const HOW = { internal: "internal", modern: "protected", tls: "untold", weak: "weak", clear: "open" } as const;

/** Null where nothing about the path can be relied on, or its one proven step is not described. */
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
