import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isOutside } from "../../../domain/organisation";
import type { MessageIndex } from "../../../domain/privacy/index-types";
import { indexOf, type MessageFacts } from "../../../domain/privacy/message-index";
import { Badge } from "../../components/badge";
import { OutsideMark } from "../../components/outside";
import { ask } from "../frame/ask";
import type { Session } from "../frame/connect";
import { lazily } from "../frame/lazily";
import { isTrouble, type TroubleNow } from "../frame/trouble";
import { DomainPlace, IndexPanel } from "../report/panel-parts";
import { type DomainCheck, domainCheck } from "../report/reading/dkim-check";
import { keepVerdict } from "../report/reading/keep-verdict";
import { pageSource } from "../report/reading/message-source";
import { type PathModel, pathFrom } from "../report/reading/path";

const Unjudged = lazily(() => import("./lazy/unjudged").then((part) => part.Unjudged));

export interface BadgeModel {
  readonly session: Session<"badge">;
  readonly index: ReadonlySignal<MessageIndex | null>;
  readonly path: PathModel;
  readonly domain: DomainCheck;
  /** The badge's distance in px from the left edge of its open panel. */
  readonly aside: ReadonlySignal<number>;
  /** Why the message could not be judged; null: it was, or will be. */
  readonly trouble: ReadonlySignal<TroubleNow | null>;
  judge(): Promise<void>;
}

const open = signal(false);

/** Judges the message's privacy: its people by their present state, its path by the header, read now or earlier. */
export function createBadge(session: Session<"badge">): BadgeModel {
  const { job, page } = session;
  const facts = signal<MessageFacts | null>(null);
  let judgedAt = 0;
  // hasSource is true: by the time the source is asked for, the page has given the header.
  const { source, header } = pageSource(page, true);
  const path = pathFrom(job, { header }, job.from);
  const domain = domainCheck({ pathModel: path, source, from: job.from });
  const index = computed(() => {
    const proven = domain.facts.value;
    if (!facts.value || path.state.value === "sought") return null;
    return indexOf(proven ? { ...facts.value, path: proven } : facts.value);
  });
  keepVerdict(job, () => {
    if (!index.value || path.state.value !== "settled") return null;
    return { index: index.value, path: domain.facts.value, at: judgedAt };
  });
  const trouble = signal<TroubleNow | null>(null);
  const judge = async (): Promise<void> => {
    if (trouble.value) trouble.value = { ...trouble.value, busy: true };
    const answer = await ask("index.clear", { from: job.from, to: [...job.to], account: job.account });
    judgedAt = Date.now();
    if (answer.ok) facts.value = answer.value;
    trouble.value = answer.ok || !isTrouble(answer.code) ? null : { trouble: answer.code, busy: false };
  };
  void judge();
  const aside = signal(0);
  session.listen((message) => {
    if (message.event === "panelMoved") aside.value = message.left;
    if (message.event === "pressedBeside") open.value = false;
  });
  return { session, index, path, domain, aside, trouble, judge };
}

/** The badge in the header of a message that is not sealed; its panel opens below, and the frame grows with it. */
export function BadgeOverlay({ model }: { model: BadgeModel }) {
  const { session, index, path, domain, aside, trouble, judge } = model;
  const head = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !open.value) return;
      open.value = false;
      head.current?.querySelector<HTMLElement>("button")?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  if (trouble.value) return <Unjudged aside={aside} open={open} now={trouble.value} again={judge} />;
  if (!index.value) return null;
  const outside = session.job.from !== null && isOutside(session.job.from, session.settings.managed.domains);
  return (
    <main class="badge-place">
      <div class="row" ref={head} style={{ "--aside": `${aside.value}px` }}>
        <Badge
          grade={index.value.grade}
          open={open.value}
          onOpen={() => {
            open.value = !open.value;
            if (open.value) path.draw();
          }}
        />
        {outside && <OutsideMark />}
      </div>
      {open.value && (
        <div class="card">
          <IndexPanel
            mark={session.settings.mark}
            index={index.value}
            path={path.path.value}
            sender={session.job.from ?? undefined}
            domain={<DomainPlace check={domain} resolvers={session.settings.resolvers} />}
          />
        </div>
      )}
    </main>
  );
}
