// The next steps, most gain first. Only steps the user can really take are listed; none blocks anything, and each can
// be postponed or dismissed for good.

import type { Step } from "../../domain/privacy/home";
import { type Finished, finishedSteps, openSteps, type StepId } from "../../domain/privacy/steps";
import { ok } from "../../domain/result";
import { stands } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import { changeStepMemory, type StepMemory, stepMemory } from "../settings/settings";
import { type Own, ownFacts } from "./own-facts";

const AT_ONCE = 3;
/** How long "not now" lasts. */
const PUT_OFF_FOR = 7 * 24 * 60 * 60 * 1000;

const isPutAside = ({ dismissed, later }: StepMemory, id: string, now: number): boolean =>
  dismissed.includes(id) || stands(later[id] ?? 0, now, PUT_OFF_FOR);

export function stepsOf({ facts, identities, toVerify }: Own, memory: StepMemory, now: number): Step[] {
  return openSteps(facts, now)
    .filter(({ id }) => !isPutAside(memory, id, now))
    .slice(0, AT_ONCE)
    .map(({ id, gain, keys: [first] }) => ({
      id,
      gain,
      key: first === undefined ? null : identities[first]!.fingerprint,
      contact: id === "verify" ? toVerify : null,
    }));
}

/** Steps that would be shown, had the user not put them off or dismissed them. */
export const stepsPutAside = ({ facts }: Own, memory: StepMemory, now: number): StepId[] =>
  openSteps(facts, now).flatMap(({ id }) => (isPutAside(memory, id, now) ? [id] : []));

export async function nextSteps(now = Date.now()): Promise<Answers["steps.next"]> {
  const [own, memory] = await Promise.all([ownFacts(now), stepMemory()]);
  return ok(stepsOf(own, memory, now));
}

/** On the first visit nobody is congratulated on steps finished long ago. */
export const newlyFinished = ({ facts }: Own, { seen }: StepMemory, now: number): Finished[] =>
  seen === null ? [] : finishedSteps(facts, now).filter((step) => !seen.includes(step));

export async function answerStep(
  { id, answer }: Request<"steps.answer">,
  now = Date.now(),
): Promise<Answers["steps.answer"]> {
  await changeStepMemory(({ dismissed, later: { [id]: _former, ...later } }) => {
    const others = dismissed.filter((other) => other !== id);
    if (answer === "never") return { dismissed: [...others, id], later };
    return { dismissed: others, later: answer === "later" ? { ...later, [id]: now + PUT_OFF_FOR } : later };
  });
  return nextSteps(now);
}

/** A finished step is reported once, and again only if it was undone and redone. */
export async function markSeen(
  { finished: told }: Request<"steps.seen">,
  now = Date.now(),
): Promise<Answers["steps.seen"]> {
  const { facts } = await ownFacts(now);
  const finished = finishedSteps(facts, now);
  await changeStepMemory(({ seen }) => {
    // Without a key there was nothing to look at: the first look is still to come.
    if (facts.keys.length === 0) return { seen: null };
    return { seen: seen === null ? finished : finished.filter((step) => seen.includes(step) || told.includes(step)) };
  });
  return ok(null);
}
