import { t } from "../../i18n";

/** The points a step earns. Shows nothing where another step must also be done before the score rises. */
export function Gain({ points }: { points: number }) {
  if (points === 0) return null;
  return (
    <span class="badge grade-a gain" role="img" aria-label={t("step_gain", { points })}>
      +{points}
    </span>
  );
}
