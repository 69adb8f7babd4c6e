import { lazily } from "./lazily";

/** Most people's keys are open. */
export const Unlock = lazily(() => import("./unlock").then((part) => part.Unlock));
