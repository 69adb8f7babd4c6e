import type { Verdict } from "../../domain/privacy/thread-index";
import { call } from "../../messages/call";
import { gradeBadges } from "../dom/grade-badge";
import { orGone } from "../dom/or-gone";
import type { ListRow } from "../sites/site";
import { badgeName } from "./badge-words";
import type { VerdictWatcher } from "./verdict-news";

/** Most rows that "verdict.rows" takes in one call. */
const MOST = 1000;
/** Number of rows whose last answer is remembered. */
const REMEMBERED = 2000;

interface Shown {
  readonly host: HTMLElement;
  readonly look: string;
}

const namesOf = ({ message, thread, count }: ListRow): string => JSON.stringify([message, thread, count]);

/**
 * Puts the badge on list rows whose messages have all been judged before. Asks the background only, in one call for all rows of
 * a look, never the webmail or the network.
 */
export const listBadges: VerdictWatcher = (context, gone) => {
  const { document, site, signal } = context;
  const make = gradeBadges(document);
  const shown = new WeakMap<Element, Shown>();
  /** What each row shows now, so that an answer does not reach a row reused for another message. */
  const current = new WeakMap<Element, string>();
  let hosts: WeakRef<HTMLElement>[] = [];
  let waiting = new Map<Element, ListRow>();
  let account: string | null = null;
  /** The last answers. Pages redraw rows all the time: a redrawn row gets its badge at once instead of a moment later. */
  const remembered = new Map<string, Verdict | null>();
  let dark = false;

  signal.addEventListener("abort", () => {
    for (const host of hosts) host.deref()?.remove();
  });

  const take = (row: ListRow): void => {
    const names = namesOf(row);
    current.set(row.root, names);
    waiting.set(row.root, row);
    show(row, remembered.get(names) ?? null);
  };

  const ask = async (rows: readonly ListRow[]): Promise<void> => {
    const asked = rows.map(({ message, thread, count }) => ({ message, thread, count }));
    const answer = await call("verdict.rows", { account, rows: asked });
    if (signal.aborted) return;
    // Without an answer, nothing is known.
    const verdicts = answer.ok ? answer.value : [];
    dark = site.dark();
    rows.forEach((row, i) => {
      const [names, verdict] = [namesOf(row), verdicts[i] ?? null];
      remembered.delete(names);
      remembered.set(names, verdict);
      if (row.root.isConnected && current.get(row.root) === names) show(row, verdict);
    });
    for (const names of remembered.keys()) {
      if (remembered.size <= REMEMBERED) break;
      remembered.delete(names);
    }
  };

  const show = (row: ListRow, verdict: Verdict | null): void => {
    const known = shown.get(row.root);
    // An unknown grade claims nothing, and a list should not repeat that in every row.
    if (verdict === null || verdict.grade === "u") {
      known?.host.remove();
      shown.delete(row.root);
      return;
    }
    const { grade } = verdict;
    const name = badgeName(context, verdict);
    const look = `${grade} ${dark} ${name}`;
    const same = known?.look === look;
    const host = same ? known.host : make({ grade, dark, name, word: null });
    if (!same) {
      known?.host.remove();
      hosts.push(new WeakRef(host));
      if (hosts.length > MOST) hosts = hosts.filter((one) => one.deref()?.isConnected);
    }
    row.placeBadge(host);
    shown.set(row.root, { host, look });
  };

  const again = (): void => {
    for (const row of site.rows?.(document) ?? []) take(row);
    looked();
  };

  const looked = (): void => {
    const now = site.account()?.address ?? null;
    // The account may become known after the list, and message names are valid within one account only.
    if (now !== null && now !== account) {
      account = now;
      remembered.clear();
      again();
      return;
    }
    if (waiting.size === 0) return;
    const rows = [...waiting.values()];
    waiting = new Map();
    for (let at = 0; at < rows.length; at += MOST) ask(rows.slice(at, at + MOST)).catch(orGone(gone));
  };

  return {
    added(subtree) {
      for (const row of site.rows?.(subtree) ?? []) take(row);
    },
    looked,
    again,
  };
};
