import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Home, Step } from "../../domain/privacy/home";
import { ask } from "../components/ask";
import { stepTitle } from "../components/own/step-words";
import { t } from "../i18n";
import { HomeDone } from "./home-done";
import { finished, home, loadHome, putAway } from "./home-state";
import { HomeStep } from "./home-step";
import { route } from "./route";

interface InHand {
  readonly step: Step;
  /** Its position in the list; it keeps it once done, to show its result. */
  readonly at: number;
}

interface Answered extends InHand {
  readonly answer: "later" | "never";
}

const isSame = (a: Step, b: Step): boolean => a.id === b.id && a.key === b.key;
const keyOf = ({ id, key }: Step): string => `${id} ${key}`;
const toTop = (): void => document.querySelector<HTMLElement>("h1")?.focus();

/** Finished steps, then the steps that would help most, each done here or one click away. */
export function HomeSteps({ steps, putAside }: Pick<Home, "steps" | "putAside">) {
  const inHand = useSignal<InHand | null>(null);
  const answered = useSignal<Answered | null>(null);
  const begin = useSignal<string | null>(route.peek().item);
  const hand = inHand.value;
  const doneHere = hand !== null && !steps.some((step) => isSame(step, hand.step));

  const answer = async (step: Step, at: number, how: "later" | "never" | "open"): Promise<void> => {
    if (hand !== null && isSame(hand.step, step)) inHand.value = null;
    const left = await ask("steps.answer", { id: step.id, answer: how });
    if (!left.ok || home.value === null || home.value === "failed") return;
    home.value = { ...home.value, steps: left.value };
    answered.value = how === "open" ? null : { step, at, answer: how };
    begin.value = how === "open" ? step.id : null;
  };
  const showAll = async (): Promise<void> => {
    for (const id of putAside) await ask("steps.answer", { id, answer: "open" });
    await loadHome();
    toTop();
  };
  const rows = steps.map((step, at) => (
    <HomeStep
      key={keyOf(step)}
      step={step}
      number={at + 1}
      led={begin.value === step.id}
      onBegun={() => {
        inHand.value = { step, at };
      }}
      onAnswer={(how) => void answer(step, at, how)}
    />
  ));
  if (doneHere)
    rows.splice(
      hand.at,
      0,
      <HomeStep
        key={keyOf(hand.step)}
        step={hand.step}
        onClose={() => {
          putAway(hand.step.id);
          inHand.value = null;
          toTop();
        }}
      />,
    );
  const put = answered.value;
  if (put)
    rows.splice(
      put.at,
      0,
      <PutAside key="aside" answered={put} onUndo={() => void answer(put.step, put.at, "open")} />,
    );
  const told = finished.value.filter((one) => !doneHere || one !== hand.step.id);
  return (
    <>
      <div role="status">
        <ul class="home-done">
          {told.map((one) => (
            <HomeDone
              key={one}
              what={one}
              onClose={() => {
                putAway(one);
                toTop();
              }}
            />
          ))}
        </ul>
      </div>
      <ol class="home-steps">{rows}</ol>
      {steps.length > 0 && <p class="muted small">{t("home_either_way")}</p>}
      {!put && putAside.length > 0 && (
        <p class="home-again">
          <button type="button" class="button small quiet" onClick={() => void showAll()}>
            {t("home_show_put_aside")}
          </button>
        </p>
      )}
    </>
  );
}

/** An answer just given, with a way to take it back. */
function PutAside({ answered: { step, answer }, onUndo }: { answered: Answered; onUndo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), [step, answer]);
  const title = stepTitle(step);
  return (
    <li class="home-aside muted small">
      <span role="status">{answer === "later" ? t("home_put_off", { title }) : t("home_dismissed", { title })}</span>
      <button type="button" class="button small" ref={button} onClick={onUndo}>
        {t("home_undo")}
      </button>
    </li>
  );
}
