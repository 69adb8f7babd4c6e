import { useId } from "preact/hooks";
import type { Week } from "../../domain/privacy/history";
import type { Grade } from "../../domain/privacy/index-types";
import { formatDate, formatNumber, t, tData } from "../i18n";

/** The stacking order of a bar, from the bottom up. */
const GRADES: readonly Grade[] = ["u", "e", "d", "c", "b", "a"];
const HEIGHT = 110;
const STEP = 40;
const BAR = 26;

const sumOf = ({ grades }: Week): number => GRADES.reduce((sum, grade) => sum + grades[grade], 0);

/** The grades of twelve weeks as bars, told apart by colour, pattern and letter; as a table for screen readers. */
export function HomeHistory({ weeks }: { weeks: readonly Week[] }) {
  const id = useId();
  const total = weeks.reduce((sum, week) => sum + sumOf(week), 0);
  if (total === 0) return null;
  const most = Math.max(...weeks.map(sumOf));
  const present = GRADES.toReversed().filter((grade) => weeks.some(({ grades }) => grades[grade] > 0));
  return (
    <section class="card pad stack" aria-labelledby={id}>
      <div>
        <h2 id={id}>{t("home_history")}</h2>
        <p class="muted small">{t("home_history_text", { count: formatNumber(total) })}</p>
      </div>
      <svg class="history" viewBox={`0 0 ${weeks.length * STEP} ${HEIGHT}`} aria-hidden="true">
        <Patterns />
        {weeks.map((week, i) => (
          <Bar key={week.from} week={week} x={i * STEP + (STEP - BAR) / 2} scale={HEIGHT / most} />
        ))}
      </svg>
      <p class="history-ends muted small" aria-hidden="true">
        <span>{formatDate(weeks[0]!.from)}</span>
        <span>{t("home_history_now")}</span>
      </p>
      <ul class="legend small">
        {present.map((grade) => (
          <li key={grade}>
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
              <Fill grade={grade} x={1} y={1} width={16} height={16} />
            </svg>
            {t("home_legend", { letter: grade === "u" ? "?" : grade.toUpperCase(), word: tData(`grade_${grade}`) })}
          </li>
        ))}
      </ul>
      <div class="visually-hidden">
        <Table weeks={weeks} grades={present} />
      </div>
    </section>
  );
}

function Bar({ week, x, scale }: { week: Week; x: number; scale: number }) {
  let top = HEIGHT;
  return (
    <g>
      {GRADES.map((grade) => {
        const height = week.grades[grade] * scale;
        top -= height;
        return height > 0 && <Fill key={grade} grade={grade} x={x} y={top} width={BAR} height={height} />;
      })}
    </g>
  );
}

interface FillProps {
  readonly grade: Grade;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The grade's colour, overlaid with the pattern that tells grades apart without colour. */
function Fill({ grade, ...box }: FillProps) {
  return (
    <>
      <rect {...box} class={`history-${grade}`} />
      <rect {...box} fill={`url(#grade-${grade})`} />
    </>
  );
}

/** Lines and dots in the colour of the paper; A is plain. */
const PATTERNS: Readonly<Partial<Record<Grade, string>>> = {
  b: "M-2 2l4-4M0 8l8-8M6 10l4-4",
  c: "M0 4h8",
  d: "M0 4h8M4 0v8",
  e: "M-2 2l4-4M0 8l8-8M6 10l4-4M-2 6l4 4M0 0l8 8M6-2l4 4",
  u: "M4 0v8",
};

function Patterns() {
  return (
    <defs>
      {Object.entries(PATTERNS).map(([grade, lines]) => (
        <pattern key={grade} id={`grade-${grade}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <path d={lines} stroke="var(--paper)" stroke-width="1.5" fill="none" />
        </pattern>
      ))}
    </defs>
  );
}

function Table({ weeks, grades }: { weeks: readonly Week[]; grades: readonly Grade[] }) {
  return (
    <table>
      <caption>{t("home_history")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("home_history_week")}</th>
          {grades.map((grade) => (
            <th key={grade} scope="col">
              {tData(`grade_${grade}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.from}>
            <th scope="row">{formatDate(week.from)}</th>
            {grades.map((grade) => (
              <td key={grade}>{formatNumber(week.grades[grade])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
