// How an overlay starts: a one-time ticket from its URL, the background's word that the ticket is valid, and a Port to the
// content script that made it. Without all three the frame stays empty, whoever put it into the page.
import type { Job, ToContent, ToOverlay } from "../../../messages/channel";
import { openLine } from "../../../messages/line";
import type { PageCalls } from "../../../messages/page-calls";
import { relayName } from "../../../messages/relay";
import type { Known } from "../../../messages/ticket";
import type { WireCaller } from "../../../messages/wire";
import browser from "../../../platform/browser";
import { useLanguage } from "../../i18n";
import { useTheme } from "../../start";
import { ask } from "./ask";
import { blank } from "./blank";
import { type GuardWorld, guardClicks } from "./click-guard";
import { closeOwnWindow, inOwnWindow } from "./own-window";
import { reportSize } from "./report-size";
import { peopleNow, standsFor } from "./stands-for";

type JobOf<K extends Job["kind"]> = Extract<Job, { kind: K }>;
/** gone: the line of a window of our own has ended. */
export type Listener = (message: ToOverlay | { readonly event: "gone" }) => void;

/** A session without the user's settings and identities. */
export interface Connection<K extends Job["kind"]> {
  readonly job: JobOf<K>;
  /** The ticket that admitted this overlay. */
  readonly ticket: string;
  /** Calls to the content script. */
  readonly page: WireCaller<PageCalls>;
  post(message: ToContent): void;
  listen(listener: Listener): void;
}

export type Session<K extends Job["kind"]> = Connection<K> & Known;

/**
 * Null: no valid ticket, and nothing may be shown. `early` runs as soon as the job is here, before the words are loaded, so
 * that opening a message does not wait for them.
 */
export async function connect<K extends Job["kind"]>(
  kind: K,
  early: (session: Session<K>) => void,
  handedOver?: () => Promise<string>,
): Promise<Session<K> | null> {
  const ticket = location.hash.slice(1) || ((await handedOver?.()) ?? "");
  history.replaceState(null, "", location.pathname);
  const own = inOwnWindow();
  // A reloaded window no longer has a ticket; the overlay in the page has the draft.
  const refused = (): null => {
    if (own) void closeOwnWindow();
    return null;
  };
  if (!ticket) return refused();
  // Most people keep the browser's language: loading it now saves a round trip.
  const words = useLanguage("auto");
  const claim = await ask("ticket.claim", { ticket });
  if (!claim.ok || claim.value.kind !== kind) return refused();
  const { tabId, frameId, known: first } = claim.value;

  const listeners: Listener[] = [];
  const { promise, resolve } = Promise.withResolvers<JobOf<K> | null>();
  // Directly where the browser lets a frame inside a page do that (Chrome), else through the background (Firefox), which may be
  // stopped at any time.
  const direct = browser.tabs?.connect !== undefined;
  const { wire: page, post } = openLine<PageCalls, ToOverlay>(
    () =>
      direct
        ? browser.tabs.connect(tabId, { frameId, name: ticket })
        : browser.runtime.connect({ name: relayName(frameId, ticket) }),
    {
      onEvent(message) {
        if (message.event === "job") resolve(message.job.kind === kind ? (message.job as JobOf<K>) : null);
        if (message.event === "themeChanged") useTheme(message.dark);
        for (const listener of listeners) listener(message);
      },
      again: () => !direct,
      onEnd() {
        // No page can see into a window of our own, so the text there stays.
        if (own) for (const listener of listeners) listener({ event: "gone" });
        else blank();
        resolve(null);
      },
    },
  );
  const job = await promise;
  if (!job) return refused();

  useTheme(job.dark);
  const listen = (listener: Listener): void => void listeners.push(listener);
  // A window of our own has its own size.
  if (!own) reportSize(post, kind === "badge", "height" in job ? Math.ceil(job.height) : 0);
  const connection: Connection<K> = { job, ticket, page, post, listen };
  const known =
    "trouble" in first ? await (await import("./lazy/cannot-read")).untilTold(connection, first.trouble) : first;
  if (!known) return refused();
  const { settings } = known;
  const session: Session<K> = { ...connection, ...known };
  standsFor({ account: job.account, people: () => peopleOf(job) });
  early(session);
  await words;
  await useLanguage(settings.language);
  // Nothing can cover a window of our own.
  if (!own) guardClicks(document, { covered: coveredBy(page), confirm, people: peopleNow });
  return session;
}

const confirm: GuardWorld["confirm"] = async (request) => (await import("./lazy/ask-window")).askWindow(request);

function peopleOf(job: Job): string[] {
  if (job.kind === "compose") return [];
  const from = job.kind === "read" ? job.from?.address : job.from;
  return from ? [from] : [];
}

/** Our script in the page checks at once; no answer within this time, in ms, counts as unknown. */
const UNSEEN_MS = 1500;

const coveredBy = (page: WireCaller<PageCalls>) => async (): Promise<boolean | null> => {
  const late = new Promise<null>((resolve) => setTimeout(resolve, UNSEEN_MS, null));
  const answer = await Promise.race([page.ask("covered", null), late]);
  return answer?.is === "given" ? answer.value : null;
};
