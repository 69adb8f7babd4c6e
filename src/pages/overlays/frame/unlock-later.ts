import { lazily } from "./lazily";

/** Most people's keys are open. */
export const Unlock = lazily(() => import("./lazy/unlock").then((part) => part.Unlock));
