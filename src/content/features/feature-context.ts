import type { PageInfo } from "../../messages/channel";
import type { Mount } from "../dom/overlay-frame";
import type { Site } from "../sites/site";
import type { Word } from "../words";

/** What a feature works with. Everything it starts must end with `signal`. */
export interface FeatureContext {
  readonly document: Document;
  readonly site: Site;
  readonly mount: Mount;
  readonly signal: AbortSignal;
  word(name: Word): string;
  /** Shows a notice once per page; with `again`, at every call, in place of the last one. */
  notice(name: Word, again?: boolean): void;
  /** Called when the source of a message was fetched, as its header may hold keys. Resolves once these are known. */
  sourceSeen(source: Uint8Array): unknown;
  whenInView(element: Element, then: () => void, signal: AbortSignal): void;
  /** True for the user's own events, false for those made by a page's script. */
  trusted(event: Event): boolean;
}

export const pageInfo = ({ document, site }: FeatureContext): PageInfo => ({
  place: document.location.origin,
  account: site.account()?.address ?? null,
  dark: site.dark(),
});
