import { computed, effect, signal } from "@preact/signals";
import { addressKey } from "../../../domain/address";
import { bringsKey } from "../../../domain/discovery/autocrypt";
import type { LookupOutcome } from "../../../domain/discovery/lookup";
import { askInWaves, lookupPlan } from "../../../domain/discovery/plan";
import type { Opened } from "../../../domain/message/opened";
import { isObscuredSubject } from "../../../domain/mime/protected";
import { indexOf, type MessageFacts } from "../../../domain/privacy/message-index";
import type { Signature } from "../../../domain/trust/signature";
import { saveFile } from "../../components/save-file";
import { ask } from "../frame/ask";
import type { Session } from "../frame/connect";
import { domainCheck } from "../report/reading/dkim-check";
import { keepVerdict } from "../report/reading/keep-verdict";
import { pageSource } from "../report/reading/message-source";
import { pathFrom } from "../report/reading/path";
import type { AnswerOutcome } from "./lazy/quote-draft";
import type { AnswerKind, AnswerWords } from "./lazy/quote-mail";
import { type ReadWorld, readJob } from "./read-job";
import type { ReadFailure } from "./read-mail";
import type { ShownAttachment, ShownMessage } from "./shown-message";
import type { SourceClaims } from "./source-claims";
import { tellPage } from "./tell-page";
import { createTrail, stateOf } from "./trail";

export type ReadState =
  /** The page chose the message, and the user has not said to open it. */
  | { readonly phase: "held" }
  | { readonly phase: "opening" }
  | {
      readonly phase: "opened";
      readonly opened: Opened;
      readonly shown: ShownMessage;
      /** The sender named by the message itself, where the page names none. */
      readonly claimed: { readonly address: string; readonly name: string } | null;
      /** The recipients in the message's own header; null where only the page names them. */
      readonly addressed: readonly string[] | null;
    }
  /** The message is not sealed or signed as a whole; its attachments can be opened. */
  | { readonly phase: "clear"; readonly shown: ShownMessage; readonly facts: MessageFacts | null }
  /** A file that holds public keys. */
  | { readonly phase: "keys"; readonly armored: string }
  /** The page shows only part of the message, and the rest is not available. */
  | { readonly phase: "clipped" }
  | { readonly phase: "failed"; readonly failure: ReadFailure };

export type Finding = "idle" | "looking" | { readonly outcomes: readonly LookupOutcome[] };

const DAY = 24 * 60 * 60 * 1000;
/** Signature states that a date, or the provider's word on the sender, may settle. */
const DOUBTFUL: readonly Signature["state"][] = ["undated", "not-checked", "changed-key", "date-mismatch"];

/** Whether the sender kept the subject inside the seal, with a meaningless one outside. */
const hidSubject = ({ headers }: ShownMessage): boolean =>
  headers?.mode === "cipher" &&
  headers.subject !== null &&
  headers.hpOuter.some(({ name, value }) => name === "subject" && isObscuredSubject(value));

/** The state of the read overlay. Every request can be repeated, so a worker that dies in between loses nothing. */
export function createReadModel(session: Session<"read">) {
  const { job } = session;
  const state = signal<ReadState>({ phase: job.byPage?.held ? "held" : "opening" });
  const finding = signal<Finding>("idle");
  /** The whole message cannot be had from the page, so far as is known. */
  const lacksSource = signal(!job.hasSource);
  /** The page's own buttons for answering. */
  const answers = signal({ canReply: job.canReply, canForward: job.canForward });
  const notOpened = signal(false);
  /** The next editor the user opens in this webmail starts with the draft. */
  const keep = async (id: string): Promise<void> => {
    await ask("draft.continue", { id });
    notOpened.value = true;
  };
  session.listen((message) => {
    // Where there is no New mail, the page's Reply serves for forwarding, too.
    if (message.event === "canReply") answers.value = { canReply: true, canForward: true };
    if (message.event === "replyFailed") void keep(message.draftId);
  });
  const page = pageSource(session.page, job.hasSource);
  const from = job.from?.address ?? null;
  // For armor in a page's text the header is also needed for its From.
  const way = pathFrom(job, page, from, job.content.form !== "files");
  const domain = domainCheck({ pathModel: way, source: page.source, from });
  let unprotected = false;
  /** The source's header, one character per octet, once the page has given it. */
  let header: string | null = null;
  let said: SourceClaims | null = null;
  let latest = 0;
  let judgedAt = 0;

  const index = computed(() => {
    const now = state.value;
    const facts =
      now.phase === "opened"
        ? { ...now.opened.facts, subjectSealed: hidSubject(now.shown) }
        : now.phase === "clear"
          ? now.facts
          : null;
    const path = domain.facts.value;
    return facts && indexOf(path ? { ...facts, path } : facts);
  });

  if (job.byPage) tellPage(session, state);
  const panelOpen = signal(false);
  effect(() => {
    if (panelOpen.value) way.draw();
  });
  // No verdict is kept on part of a message, nor on one that was opened only at the user's insistence.
  let whole = job.content.form === "armored" && job.alone && job.files.length === 0;
  keepVerdict(job, () => {
    const now = state.value;
    if (!index.value || way.state.value !== "settled" || !whole) return null;
    if (now.phase === "opened" && now.opened.unprotected) return null;
    return { index: index.value, path: domain.facts.value, at: judgedAt };
  });

  /** `clicks`: how many nested things the user opened to get to what is read now. */
  const world = (clicks = 0): ReadWorld => ({
    work: { id: crypto.randomUUID(), clicks },
    ask,
    page,
    unprotected,
    claims: {
      from,
      to: [...job.to],
      date: job.date,
      account: job.account,
      ...(said && { sourceFrom: [...said.claimed], sourceDate: said.sourceDate, vouched: said.vouched }),
    },
  });

  const insides = createTrail((clicks) => ({ ...world(clicks), unprotected: false }));

  const open = async (): Promise<void> => {
    if (job.content.form === "key") return;
    latest += 1;
    const mine = latest;
    const before = said;
    const { read, whole: all } = await readJob(job, world());
    const facts = read.kind === "clear" ? await clearFacts() : null;
    // Overtaken by a newer reading, with more known.
    if (mine !== latest) return;
    if (all && read.kind === "clear" && openableIn(read.shown).length === 0) {
      session.post({ event: "notSealed" });
      return;
    }
    whole ||= all;
    lacksSource.value = read.kind === "clipped" || (job.content.form === "files" ? !all : !job.hasSource);
    judgedAt = Date.now();
    state.value = stateOf(read, facts);
    if (all && read.kind === "opened") session.post({ event: "wholeShown" });
    if (said !== before && isNews()) await open();
  };

  /** Whether the header may change what was found without it. */
  const isNews = (): boolean => {
    const now = state.value;
    if (said === null || now.phase !== "opened") return false;
    const { claimed, sourceDate } = said;
    if (claimed.some((address) => addressKey(address) !== addressKey(from ?? address))) return true;
    if (sourceDate !== null && job.date !== null && Math.abs(sourceDate - job.date) > DAY) return true;
    const { state: signature } = now.opened.signature;
    // The content script has the background note a header's key before it hands over the header.
    return DOUBTFUL.includes(signature) || (signature === "unknown-key" && bringsKey(header ?? ""));
  };

  const clearFacts = async (): Promise<MessageFacts | null> => {
    const answer = await ask("index.clear", { from, to: [...job.to], account: job.account });
    return answer.ok ? answer.value : null;
  };

  // Armor in a page's text is opened without its source. The header, which is requested anyway, may add to it.
  const hear = async (): Promise<void> => {
    header = await page.header();
    if (header === null) return;
    const { headerClaims } = await import("./source-claims");
    said = headerClaims(header, from);
    if (isNews()) await open();
  };
  if (job.content.form !== "files") void hear();

  /** Opens old mail without integrity protection: only at the user's request, and only as plain text. */
  const openUnprotected = async (): Promise<void> => {
    unprotected = true;
    await open();
  };

  /** Saves the whole message from the webmail, else what the page showed of it. False: nothing available. */
  const saveOriginal = async (): Promise<boolean> => {
    const source = await page.source();
    if (source) saveFile("message.eml", new Uint8Array(source), "message/rfc822");
    else if (job.content.form === "armored") saveFile("message.asc", job.content.armored, "text/plain");
    else return false;
    return true;
  };

  /** Called only on the user's click: this asks the network about the sender. */
  const findKey = async (): Promise<void> => {
    if (!job.from) return;
    const { address } = job.from;
    finding.value = "looking";
    const outcomes: LookupOutcome[] = [];
    await askInWaves(lookupPlan(session.settings), async (step) => {
      const answer = await ask("recipient.lookup", { address, ...step });
      if (!answer.ok) return null;
      outcomes.push(answer.value.outcome);
      return answer.value.state.state;
    });
    await open();
    finding.value = { outcomes };
  };

  /** Stores the answer sealed, then has the page open an editor with it. */
  const answer = async (kind: AnswerKind, words: AnswerWords, quote: boolean | null = null): Promise<AnswerOutcome> => {
    const now = state.value;
    notOpened.value = false;
    if (now.phase !== "opened") return "failed";
    const [{ startAnswer }, { answersGoTo }] = await Promise.all([
      import("./lazy/quote-draft"),
      import("./source-claims"),
    ]);
    const answered = { opened: now.opened, shown: now.shown };
    // The page addresses answers by the header, which may name somebody other than the sender.
    const raw = header ?? (await page.source());
    return startAnswer(session, answered, kind, words, { replyTo: answersGoTo(raw), quote }).catch(
      (): AnswerOutcome => "files-failed",
    );
  };

  const canSave = job.hasSource || job.content.form === "armored";
  return {
    session,
    job,
    state,
    ...insides,
    finding,
    answers,
    notOpened,
    path: way.path,
    domain,
    index,
    panelOpen,
    canSave,
    open,
    openUnprotected,
    lacksSource,
    saveOriginal,
    findKey,
    answer,
  };
}

/** The attachments Cachet can open in a message that is clear as a whole; the page itself shows the rest. */
export const openableIn = ({ attachments }: ShownMessage): readonly ShownAttachment[] =>
  attachments.filter(({ kind }) => kind !== "file" && kind !== "message");

export type ReadModel = ReturnType<typeof createReadModel>;
