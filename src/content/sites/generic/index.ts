import { darkBehind } from "../../dom/theme";
import type { Site, SiteMatch } from "../site";
import { genericComposes } from "./compose";
import { genericMessages } from "./message";

/** Any page the user switched Cachet on for. */
export const generic: SiteMatch = {
  id: "generic",
  // Never by itself: it runs where it was asked for.
  matches: () => false,
  create: (document): Site => ({
    id: "generic",
    account: () => null,
    dark: () => darkBehind(document.body),
    composes: genericComposes,
    messages: genericMessages,
    health: () => ({
      state: genericComposes(document).length > 0 || genericMessages(document).length > 0 ? "fine" : "empty",
      missing: [],
    }),
  }),
};
