import type { SentMix } from "../../domain/privacy/history";
import type { Home } from "../../domain/privacy/home";
import { Cap } from "../components/lazy/why";
import { identities } from "../components/own/identities";
import { ScoreRing } from "../components/score-ring";
import { t, tData } from "../i18n";
import { firstName, partOfDay } from "./greeting";
import { sentWord } from "./sent-words";

interface Props {
  readonly home: Home;
  readonly indexes: NonNullable<Home["indexes"]>;
}

/** The index as a picture, a greeting, and how the last sealed messages did. */
export function HomeIndexes({ home: { sent, steps }, indexes: { account, key } }: Props) {
  const own = identities.value;
  const weakest = own.length > 1 && own.find(({ fingerprint }) => fingerprint === key);
  const left = tData(`home_steps_${steps.length}`);
  return (
    <>
      <div class="home-top">
        {account.grade !== "u" && <ScoreRing grade={account.grade} score={account.score} />}
        <div class="home-words">
          <h1 class="serif" tabIndex={-1}>
            {greeting(own[0]?.name ?? "")}
          </h1>
          <p class="muted">
            {sentSentence(sent)} {left}
          </p>
          {weakest && <p class="muted small">{t("home_weakest", { address: weakest.addresses[0] ?? weakest.name })}</p>}
        </div>
      </div>
      <Cap index={account} />
    </>
  );
}

function greeting(name: string): string {
  const hello = tData(`greeting_${partOfDay(new Date().getHours())}`);
  const called = firstName(name);
  return called ? t("greeting_name", { hello, name: called }) : hello;
}

function sentSentence(sent: SentMix): string {
  const word = sentWord(sent);
  if (!word) return t("home_first");
  const said = t(word, { good: countWord(sent.good), total: countWord(sent.total) });
  return said[0]!.toLocaleUpperCase() + said.slice(1);
}

/** Counts up to ten, in words. */
const countWord = (count: number): string => (count > 0 ? tData(`count_${count}`) : "");
