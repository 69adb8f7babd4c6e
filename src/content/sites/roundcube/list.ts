import { exactAddress } from "../../../domain/label";
import { first, inOrAround } from "../../dom/select";
import type { ListRow } from "../site";
import { roundcubeName } from "./name";
import { selectors } from "./selectors";

/** A row is one message, in a list of threads too: folded messages have their own rows. */
export function roundcubeRows(added: ParentNode): ListRow[] {
  const rows = new Map<HTMLElement, ListRow>();
  for (const root of inOrAround(added, selectors.row)) {
    // Names the message's own folder: a search has rows from several.
    const link = first(root, selectors.rowLink) as HTMLAnchorElement | null;
    const query = new URLSearchParams(link?.getAttribute("href")?.split("?")[1]);
    const sender = exactAddress(first(root, selectors.rowPerson)?.title ?? "");
    const message = roundcubeName(query.get("_mbox"), query.get("_uid"), sender);
    if (!link || !message) continue;
    rows.set(root, {
      root,
      message,
      thread: null,
      count: 1,
      placeBadge: (badge) => {
        if (link.previousElementSibling !== badge) link.before(badge);
      },
    });
  }
  return [...rows.values()];
}
