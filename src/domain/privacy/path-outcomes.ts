// The possible outcomes of a path. In a file of its own, because only the checks of the words need the lists.
import { KNOWN_TRANSPORTS, TRACE_REASONS } from "../trace/outcomes";

export const PATH_REASONS = [...TRACE_REASONS, "no-source", "no-transport"] as const;
export const PATH_TRANSPORTS = [...KNOWN_TRANSPORTS, "internal"] as const;
