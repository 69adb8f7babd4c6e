import { generic } from "./generic";
import { gmail } from "./gmail";
import { outlook } from "./outlook";
import { roundcube } from "./roundcube";
import type { Site, SiteMatch } from "./site";
import { yahoo } from "./yahoo";

/** Most certain first: host names, then what a page says of itself, then any page. */
const SITES: readonly SiteMatch[] = [gmail, yahoo, outlook, roundcube, generic];

/** The adapter for this document. Pages of a webmail that are not its mail (sign-in, settings) fall to the generic one. */
export function pickSite(document: Document, url: URL): Site {
  return SITES.find((site) => site.matches(document, url))!.create(document);
}
