// How much a page may learn, and how fast. Counted for each origin over all its tabs, in storage.session, so that a worker
// that dies forgets nothing.
import browser from "../../../platform/browser";
import { oneByOne } from "../../store/one-by-one";

const MINUTE = 60_000;

/** keys: addresses a page learns of. Others: things that open before the user's eyes. */
const MOST = { keys: 20, windows: 3, names: 10 } as const;

export type Limited = keyof typeof MOST;

/** What was asked, and when; what is still known from before costs nothing, as the page learns nothing new. */
type Counted = Record<string, number>;

const inTurn = oneByOne();
const PREFIX = "client-asked:";

/** Takes all of `what` or, where that would be too many within a minute, none of it. */
export function takes(origin: string, limit: Limited, what: readonly string[], now = Date.now()): Promise<boolean> {
  return inTurn(async () => {
    const key = `${PREFIX}${limit} ${origin}`;
    const counted = ((await browser.storage.session.get(key))[key] as Counted | undefined) ?? {};
    // A clock set back counts as no time at all.
    const recent = Object.entries(counted).filter(([, at]) => now - at < MINUTE);
    const known = Object.fromEntries(recent);
    const fresh = new Set(what.filter((one) => !Object.hasOwn(known, one)));
    if (recent.length + fresh.size > MOST[limit]) return false;
    for (const one of fresh) known[one] = now;
    await browser.storage.session.set({ [key]: known });
    return true;
  });
}
