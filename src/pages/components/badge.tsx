import type { Grade } from "../../domain/privacy/index-types";
import { gradeWordName, LETTER, SHIELD } from "../../domain/privacy/shield";
import { t, tData } from "../i18n";

/**
 * What the letter rates. grade: how private a message is. sealed: the same of a message that came sealed. sure: how
 * certain it is that mail with a contact reaches only them.
 */
export type Speaks = "grade" | "sealed" | "sure";

export const gradeWord = (grade: Grade, speaks: Speaks): string =>
  tData(speaks === "sure" ? `sure_${grade}` : gradeWordName(grade, speaks === "sealed"));

function badgeName(grade: Grade, speaks: Speaks): string {
  if (grade === "u") return t(speaks === "sure" ? "sure_name_unknown" : "badge_name_unknown");
  const word = gradeWord(grade, speaks).toLocaleLowerCase();
  return t(speaks === "sure" ? "sure_name" : "badge_name", { letter: LETTER[grade], word });
}

function Shield({ grade }: { grade: Grade }) {
  return (
    <svg class="shield" viewBox="0 0 20 22" aria-hidden="true">
      <path fill="currentColor" d={SHIELD} />
      <text x="10" y="15" text-anchor="middle" font-size="11.5" font-weight="700" fill="var(--paper)">
        {LETTER[grade]}
      </text>
    </svg>
  );
}

interface BadgeProps {
  readonly grade: Grade;
  readonly speaks?: Speaks;
  readonly onOpen?: () => void;
  readonly open?: boolean;
}

/** Shield, letter and word on the grade's tint: never colour alone. A button when it opens something. */
export function Badge({ grade, speaks = "grade", onOpen, open }: BadgeProps) {
  const inside = (
    <>
      <Shield grade={grade} /> <span>{gradeWord(grade, speaks)}</span>
    </>
  );
  if (!onOpen) {
    return (
      <span class={`badge grade-${grade}`} role="img" aria-label={badgeName(grade, speaks)}>
        {inside}
      </span>
    );
  }
  return (
    <button
      type="button"
      class={`badge grade-${grade}`}
      aria-label={badgeName(grade, speaks)}
      aria-expanded={open ?? false}
      title={t("index_panel")}
      onClick={onOpen}
    >
      {inside}
    </button>
  );
}
