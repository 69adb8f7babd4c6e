// Of an index's panel: all of it comes when it is opened.
import { lazily } from "../frame/lazily";

/** Why this letter (panel.tsx). */
export const IndexPanel = lazily(() => import("./lazy/panel").then((part) => part.IndexPanel));

/** The check of the sender's domain (dkim-signature.tsx). */
export const DomainPlace = lazily(() => import("./lazy/dkim-signature").then((part) => part.DomainSignature));
