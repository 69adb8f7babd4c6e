import { lazily } from "./lazily";

/** Loaded on demand: most people's keys are unlocked. */
export const Unlock = lazily(() => import("./lazy/unlock").then((part) => part.Unlock));
