import { ENABLED_WEBMAILS, type EnabledWebmail } from "../domain/webmails";
import { isHooked } from "./sites/hooked/match";
import { isOutlook } from "./sites/outlook/match";
import { isRoundcube } from "./sites/roundcube/match";
import type { SiteMatch } from "./sites/site";
import { isSogo } from "./sites/sogo/match";

const MATCHES: Record<Exclude<EnabledWebmail, "generic">, SiteMatch["matches"]> = {
  outlook: isOutlook,
  roundcube: isRoundcube,
  sogo: isSogo,
  hooked: isHooked,
};

/** By what the document says of itself now. */
export const whichWebmail = (document: Document, url: URL): EnabledWebmail =>
  ENABLED_WEBMAILS.find((id) => id !== "generic" && MATCHES[id](document, url)) ?? "generic";
