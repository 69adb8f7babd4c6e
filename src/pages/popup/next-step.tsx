import { useSignal } from "@preact/signals";
import type { Step } from "../../domain/privacy/home";
import browser from "../../platform/browser";
import { ask } from "../components/ask";
import { Gain } from "../components/own/gain";
import { stepText, stepTitle } from "../components/own/step-words";
import { t } from "../i18n";
import { Failed } from "./failed";

/** The page on which a step is done, mostly the home page. `try` needs none of ours: a webmail is one tab away. */
const placeOf = ({ id }: Step): string | null => {
  if (id === "try") return null;
  return id === "make-key" ? "pages/welcome/index.html" : `pages/options/index.html#home/${id}`;
};

/** Offers one step at a time, the one that helps most; mail works without it. */
export function NextStep({ first }: { first: readonly Step[] }) {
  const steps = useSignal(first);
  const failed = useSignal<string | null>(null);
  const [step] = steps.value;
  if (!step) return null;
  const place = placeOf(step);
  const dismiss = async (): Promise<void> => {
    const answer = await ask("steps.answer", { id: step.id, answer: "never" });
    failed.value = answer.ok ? null : answer.code;
    if (answer.ok) steps.value = answer.value;
  };
  return (
    <section class="part">
      <h2>{t("popup_next")}</h2>
      <div class="step">
        <div>
          <strong>{stepTitle(step)}</strong>
          <p class="muted small">{stepText(step)}</p>
        </div>
        <Gain points={step.gain} />
      </div>
      <div class="row">
        {place && (
          <a class="button small" href={browser.runtime.getURL(place)} target="_blank" rel="noreferrer">
            {t("step_do")}
          </a>
        )}
        <button type="button" class="button quiet small" onClick={dismiss}>
          {t("step_dismiss")}
        </button>
      </div>
      <Failed code={failed.value} />
    </section>
  );
}
