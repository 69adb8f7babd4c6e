import { useEffect, useId, useRef } from "preact/hooks";
import type { Step } from "../../domain/privacy/home";
import type { Finished } from "../../domain/privacy/steps";
import { Gain } from "../components/own/gain";
import { stepText, stepTitle } from "../components/own/step-words";
import { t } from "../i18n";
import { doneWords, PutAway, Ticked } from "./home-done";
import { StepAction } from "./step-action";

interface HomeStepProps {
  readonly step: Step;
  /** Absent once the step is done: the row then stays only to show its result and to be closed. */
  readonly number?: number;
  /** A link led here, or an answer taken back. */
  readonly led?: boolean;
  readonly onBegun?: () => void;
  readonly onAnswer?: (answer: "later" | "never") => void;
  readonly onClose?: () => void;
}

export function HomeStep({ step, number, led = false, onBegun, onAnswer, onClose }: HomeStepProps) {
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (led) row.current?.querySelector<HTMLElement>("a[href], button")?.focus();
  }, [led]);
  // A finished step's row stays mounted, so that its result is not lost when the steps are counted again.
  const done = number === undefined;
  return (
    <li class="home-step" ref={row}>
      {done ? (
        <Ticked />
      ) : (
        <span class="step-disc" aria-hidden="true">
          {number}
        </span>
      )}
      <div class="home-step-words">
        <h2 id={id}>{done ? doneWords(step.id as Finished) : stepTitle(step)}</h2>
        {!done && <p class="muted small">{stepText(step)}</p>}
      </div>
      {done && onClose ? <PutAway onClose={onClose} /> : <Gain points={step.gain} />}
      <div class="home-actions">
        <div class="home-action" onClickCapture={onBegun}>
          <StepAction step={step} primary={number === 1} done={done} />
        </div>
        {onAnswer && (
          <div class="row">
            <button type="button" class="button quiet small" aria-describedby={id} onClick={() => onAnswer("later")}>
              {t("step_later")}
            </button>
            <button type="button" class="button quiet small" aria-describedby={id} onClick={() => onAnswer("never")}>
              {t("step_dismiss")}
            </button>
          </div>
        )}
      </div>
    </li>
  );
}
