// The possible outcomes of a trace. In a file of its own, because code that checks or shows the words does not trace.

export const TRACE_REASONS = [
  "proven",
  "internal",
  "no-lines",
  "not-understood",
  "not-joined",
  "time-runs-back",
  "no-provider",
] as const;

/** How one hop was protected, as far as its line says. */
export const KNOWN_TRANSPORTS = ["modern", "tls", "weak", "clear"] as const;
