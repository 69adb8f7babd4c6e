import { lazily } from "./lazily";

/** Loaded on demand: most computers' clocks are right. */
export const ClockNote = lazily(() => import("../../components/clock-note").then((part) => part.ClockNote));
