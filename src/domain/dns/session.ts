// The queries of one look-up: each is sent once, all foreseeable ones at the same time, and answers are parsed strictly.
import { type Budget, budget, LIMITS } from "./limits";
import { labelsOf, tailOf } from "./name";
import { type DnsQuestion, RCODE, TYPE } from "./types";
import { type DnsMessage, readMessage } from "./wire";

/** Why no message came. */
export type DnsFailure = "timeout" | "unreachable" | "blocked";

/** Fetches one DNS message in wire form, from a resolver that need not be trusted. */
export type AskWire = (question: DnsQuestion) => Promise<Uint8Array | DnsFailure>;

export type Heard =
  | { readonly ok: true; readonly message: DnsMessage }
  | {
      readonly ok: false;
      readonly reason: "malformed" | "no-answer" | "too-much-work";
      readonly failure: DnsFailure | null;
    };

export interface DnsSession {
  readonly now: number;
  readonly budget: Budget;
  /** Each question is asked once, however often it is needed. */
  ask(name: string, type: number): Promise<Heard>;
  /** Starts asking what the answer for `name` will probably need; see questionsAhead. */
  askAhead(name: string): void;
}

/** `now` in milliseconds. */
export function session(askWire: AskWire, now: number): DnsSession {
  const asked = new Map<string, Promise<Heard>>();
  const spending = budget();
  const ask = (name: string, type: number): Promise<Heard> => {
    const key = `${type} ${name}`;
    const known = asked.get(key);
    if (known) return known;
    const heard: Promise<Heard> = spending.spend("questions")
      ? hear(askWire, { name, type })
      : Promise.resolve({ ok: false, reason: "too-much-work", failure: null });
    asked.set(key, heard);
    return heard;
  };
  return {
    now: Math.floor(now / 1000),
    budget: spending,
    ask,
    askAhead(name) {
      for (const question of questionsAhead(name)) void ask(question.name, question.type);
    },
  };
}

/**
 * The keys of the root, and DS and keys of every name that is likely a zone above `name`: the names from the top down to the
 * last one without an underscore label in it (RFC 8552), at most LIMITS.ahead. That is 1 + 2n questions for n labels: for
 * `<hash>._openpgpkey.example.org` five, and with the question itself six, all in one round trip.
 */
export function questionsAhead(name: string): DnsQuestion[] {
  const labels = labelsOf(name);
  const likely = labels.slice(labels.findLastIndex((label) => label.startsWith("_")) + 1);
  const zones = likely.map((_, i) => tailOf(name, i + 1)).slice(0, LIMITS.ahead);
  return [
    { name: "", type: TYPE.DNSKEY },
    ...zones.flatMap((zone) => [TYPE.DS, TYPE.DNSKEY].map((type) => ({ name: zone, type }))),
  ];
}

async function hear(askWire: AskWire, question: DnsQuestion): Promise<Heard> {
  const bytes = await attempt(askWire, question);
  if (typeof bytes === "string") return { ok: false, reason: "no-answer", failure: bytes };
  const message = readMessage(bytes);
  if (!message || !answers(message, question)) return { ok: false, reason: "malformed", failure: null };
  const isAnswer = message.rcode === RCODE.NOERROR || message.rcode === RCODE.NXDOMAIN;
  return isAnswer ? { ok: true, message } : { ok: false, reason: "no-answer", failure: null };
}

async function attempt(askWire: AskWire, question: DnsQuestion): Promise<Uint8Array | DnsFailure> {
  try {
    return await askWire(question);
  } catch {
    return "unreachable";
  }
}

/** Whether the message is a whole response to this question; over HTTPS its id is 0 as ours is (RFC 8484 4.1). */
const answers = ({ id, response, opcode, truncated, question }: DnsMessage, { name, type }: DnsQuestion): boolean =>
  id === 0 && response && opcode === 0 && !truncated && question?.name === name && question.type === type;
