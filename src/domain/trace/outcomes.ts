// What a trace may come to. A file of its own, since those who check or show the words do not trace.

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
