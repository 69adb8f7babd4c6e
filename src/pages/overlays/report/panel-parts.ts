// Parts of an index's panel, loaded when the panel is opened.
import { lazily } from "../frame/lazily";

/** Explains the grade (panel.tsx). */
export const IndexPanel = lazily(() => import("./lazy/panel").then((part) => part.IndexPanel));

/** The check of the sender's domain (dkim-signature.tsx). */
export const DomainPlace = lazily(() => import("./lazy/dkim-signature").then((part) => part.DomainSignature));
