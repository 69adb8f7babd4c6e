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
  /** Said once per page; `again` says it at every call, in the place of the last. */
  notice(name: Word, again?: boolean): void;
  /** The source of a message was fetched: its header may hold keys. Done once those are known. */
  sourceSeen(source: Uint8Array): unknown;
  whenInView(element: Element, then: () => void, signal: AbortSignal): void;
  /** True for what the user did, false for what a page's script made up. */
  trusted(event: Event): boolean;
}

export const pageInfo = ({ document, site }: FeatureContext): PageInfo => ({
  place: document.location.origin,
  account: site.account()?.address ?? null,
  dark: site.dark(),
});
