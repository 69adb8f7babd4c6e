// What may be said of the path of a message. A file of its own: only whoever checks these words needs the lists.
import { KNOWN_TRANSPORTS, TRACE_REASONS } from "../trace/outcomes";

export const PATH_REASONS = [...TRACE_REASONS, "no-source", "no-transport"] as const;
export const PATH_TRANSPORTS = [...KNOWN_TRANSPORTS, "internal"] as const;
