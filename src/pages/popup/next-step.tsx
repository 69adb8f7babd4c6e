import { useSignal } from "@preact/signals";
import type { Step } from "../../messages/types";
import browser from "../../platform/browser";
import { ask } from "../components/ask";
import { t, tData } from "../i18n";

/** Where each step is done. `try` needs no page of ours: the user is one tab away from a webmail. */
const PLACE: Record<Step["id"], string | null> = {
  "make-key": "pages/welcome/index.html",
  backup: "pages/options/index.html#key",
  passphrase: "pages/options/index.html#key",
  publish: "pages/options/index.html#publish",
  verify: "pages/options/index.html#contacts",
  try: null,
};

const words = (id: Step["id"]): string => `step_${id.replaceAll("-", "_")}`;

/** One step at a time, the one that helps most; mail works either way. */
export function NextStep({ first }: { first: readonly Step[] }) {
  const steps = useSignal(first);
  const [step] = steps.value;
  if (!step) return null;
  const place = PLACE[step.id];
  const dismiss = async (): Promise<void> => {
    const answer = await ask("steps.dismiss", { id: step.id });
    if (answer.ok) steps.value = steps.value.slice(1);
  };
  return (
    <section class="part">
      <h2>{t("popup_next")}</h2>
      <div class="step">
        <div>
          <strong>{tData(`${words(step.id)}_title`)}</strong>
          <p class="muted small">{tData(`${words(step.id)}_text`)}</p>
        </div>
        <span class="badge grade-a gain" role="img" aria-label={t("step_gain", { points: step.gain })}>
          +{step.gain}
        </span>
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
    </section>
  );
}
