// Of an index's panel: all of it comes when it is opened.
import { lazily } from "./lazily";

/** Why this letter (index-panel.tsx). */
export const IndexPanel = lazily(() => import("./index-panel").then((part) => part.IndexPanel));

/** The check of the sender's domain (domain-signature.tsx). */
export const DomainPlace = lazily(() => import("./domain-signature").then((part) => part.DomainSignature));
