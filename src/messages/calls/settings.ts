// The user's settings.
import * as v from "valibot";
import { MARK_COLOURS, MARK_SYMBOLS } from "../../domain/security-mark";
import { COMPOSE_WINDOW, LANGUAGE_CHOICES, type Settings } from "../../domain/settings";
import { keyServerList, resolverList } from "../servers";
import { type Calls, gives, OVERLAY_OR_PAGE, PAGE } from "./table";

const mark = v.object({ symbol: v.picklist(MARK_SYMBOLS), colour: v.picklist(MARK_COLOURS) });

export const settings = {
  /** `atOnce`: with the organisation's policy as last known, where nothing depends on it and nobody should wait. */
  "settings.get": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ atOnce: v.optional(v.boolean()) }),
    answer: gives<Settings>(),
  },
  "settings.set": {
    callers: PAGE,
    request: v.object({
      mark: v.optional(mark),
      language: v.optional(v.picklist(LANGUAGE_CHOICES)),
      resolvers: v.optional(resolverList),
      wkd: v.optional(v.boolean()),
      mtaSts: v.optional(v.boolean()),
      composeWindow: v.optional(v.picklist(COMPOSE_WINDOW)),
      keyServers: v.optional(keyServerList),
    }),
    /** fixed: the organisation fixed these fields; nothing was changed. */
    answer: gives<Settings, { readonly code: "fixed"; readonly fields: readonly string[] }>(),
  },
} as const satisfies Calls;
