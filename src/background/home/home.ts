// The first page of the options in one answer: the user's indexes, the next steps, and recent messages. Computed afresh
// each time.
import { weakestKey } from "../../domain/privacy/account-index";
import { deviceIndex } from "../../domain/privacy/device-index";
import { historyBegins, sentMix, weeksOf } from "../../domain/privacy/history";
import type { Home } from "../../domain/privacy/home";
import { accountsOf } from "../../domain/privacy/steps";
import { ok } from "../../domain/result";
import type { Answers } from "../../messages/calls";
import { stepMemory } from "../settings/settings";
import { database } from "../store/database";
import { type Own, ownFacts } from "./own-facts";
import { newlyFinished, stepsOf, stepsPutAside } from "./steps";

/** A quarter of a year of a very busy mailbox; beyond it the newest are counted. */
const MOST_VERDICTS = 20_000;

export async function getHome(now = Date.now()): Promise<Answers["home.get"]> {
  const [own, memory, verdicts] = await Promise.all([
    ownFacts(now),
    stepMemory(),
    database.verdicts
      .where("seenAt")
      .between(historyBegins(now), now, true, true)
      .reverse()
      .limit(MOST_VERDICTS)
      .toArray(),
  ]);
  return ok({
    indexes: indexesOf(own, now),
    steps: stepsOf(own, memory, now),
    putAside: stepsPutAside(own, memory, now),
    finished: newlyFinished(own, memory, now),
    weeks: weeksOf(verdicts, now),
    sent: sentMix(verdicts),
  });
}

function indexesOf({ facts, identities }: Own, now: number): Home["indexes"] {
  const accounts = accountsOf(facts);
  const weakest = weakestKey(accounts, now);
  if (!weakest) return null;
  return {
    account: weakest.index,
    device: deviceIndex(accounts[weakest.at]!.device, now),
    key: identities[weakest.at]!.fingerprint,
  };
}
