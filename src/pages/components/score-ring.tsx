import type { Grade } from "../../domain/privacy/index-types";
import { t } from "../i18n";

const RADIUS = 56;
const ROUND = 2 * Math.PI * RADIUS;

/** A letter and its score, in a ring that closes at a hundred. */
export function ScoreRing({ grade, score }: { grade: Exclude<Grade, "u">; score: number }) {
  const letter = grade.toUpperCase();
  const words = t("index_score", { score });
  return (
    <svg
      class={`score-ring text-${grade}`}
      viewBox="0 0 132 132"
      role="img"
      aria-label={t("home_ring", { words, letter })}
    >
      <g fill="none" stroke-width="12" transform="rotate(-90 66 66)">
        <circle cx="66" cy="66" r={RADIUS} stroke="var(--u-bg)" />
        {score > 0 && (
          <circle
            class="score-ring-part"
            cx="66"
            cy="66"
            r={RADIUS}
            stroke="currentColor"
            stroke-linecap="round"
            stroke-dasharray={`${(ROUND * score) / 100} ${ROUND}`}
          />
        )}
      </g>
      <text x="66" y="67" text-anchor="middle" font-size="34" font-weight="700" fill="var(--ink)">
        {letter}
      </text>
      <text x="66" y="88" text-anchor="middle" font-size="13" fill="var(--ink-2)">
        {words}
      </text>
    </svg>
  );
}
