import { t } from "../i18n";

/** What a step is worth. Nothing is shown where another must be done as well before the score rises. */
export function Gain({ points }: { points: number }) {
  if (points === 0) return null;
  return (
    <span class="badge grade-a gain" role="img" aria-label={t("step_gain", { points })}>
      +{points}
    </span>
  );
}
