import { lazily } from "./lazily";

/** Most computers' clocks are right. */
export const ClockNote = lazily(() => import("../../components/clock-note").then((part) => part.ClockNote));
