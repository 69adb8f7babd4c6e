import type { Grade } from "../../domain/privacy/index-types";
import { t, tData } from "../i18n";

const LETTER: Record<Grade, string> = { a: "A", b: "B", c: "C", d: "D", e: "E", u: "?" };

function badgeName(grade: Grade): string {
  if (grade === "u") return t("badge_name_unknown");
  return t("badge_name", { letter: LETTER[grade], word: tData(`grade_${grade}`).toLocaleLowerCase() });
}

function Shield({ grade }: { grade: Grade }) {
  return (
    <svg class="shield" viewBox="0 0 20 22" aria-hidden="true">
      <path
        fill="currentColor"
        d="M10 .5 19 3.300v7.400c0 5.400-3.900 8.700-9 10.500-5.100-1.800-9-5.100-9-10.500V3.300z"
      />
      <text x="10" y="15" text-anchor="middle" font-size="11.5" font-weight="700" fill="var(--paper)">
        {LETTER[grade]}
      </text>
    </svg>
  );
}

/** Shield, letter and word on the grade's tint: never colour alone. A button when it opens something. */
export function Badge({ grade, onOpen, open }: { grade: Grade; onOpen?: () => void; open?: boolean }) {
  const inside = (
    <>
      <Shield grade={grade} /> <span>{tData(`grade_${grade}`)}</span>
    </>
  );
  if (!onOpen) {
    return (
      <span class={`badge grade-${grade}`} role="img" aria-label={badgeName(grade)}>
        {inside}
      </span>
    );
  }
  return (
    <button
      type="button"
      class={`badge grade-${grade}`}
      aria-label={badgeName(grade)}
      aria-expanded={open ?? false}
      onClick={onOpen}
    >
      {inside}
    </button>
  );
}
