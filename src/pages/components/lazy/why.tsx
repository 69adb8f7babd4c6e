import type { ComponentChildren } from "preact";
import { gradeOf } from "../../../domain/privacy/grade";
import type { Contribution, Grade, PrivacyIndex } from "../../../domain/privacy/index-types";
import browser from "../../../platform/browser";
import { shownLanguage, t, tData } from "../../i18n";
import { gradeWord, type Speaks } from "../badge";
import { Icon } from "../icon";

interface IndexProps<Name extends string> {
  readonly index: PrivacyIndex<Name>;
  /** In the order shown. */
  readonly axes: readonly Name[];
}

/** The axes of an index as bars; an unknown axis has no bar, which differs from an empty one. */
export function Axes<Name extends string>({ index, axes }: IndexProps<Name>) {
  return (
    <dl class="axes">
      {axes.map((axis) => {
        const { known, points } = index.axes[axis];
        return (
          <div class="axis" key={axis}>
            <dt>{tData(`index_axis_${axis}`)}</dt>
            <span class="bar" aria-hidden="true">
              {known && <span class={`fill-${barOf(points, index.grade)}`} style={{ width: `${points}%` }} />}
            </span>
            <dd class="small">{known ? points : t("index_not_known")}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Red marks what is wrong; an axis with few or no points only has room for more. */
function barOf(points: number, grade: Grade): Grade {
  const own = gradeOf(points);
  return own === "e" && grade !== "e" ? "d" : own;
}

interface ContributionsProps {
  readonly contributions: readonly Contribution<string>[];
  /** For a message: shows the question each axis answers, index_ask_<axis>. */
  readonly asking?: boolean;
}

/** Everything counted, for and against, under the name of its axis, so that nothing is hidden. */
export function Contributions({ contributions, asking = false }: ContributionsProps) {
  return (
    <ul class="contributions">
      {contributions.map((one, i) => (
        <Earned key={`${one.axis} ${one.reason}`} one={one}>
          {contributions[i - 1]?.axis !== one.axis && <Head axis={one.axis} asking={asking} />}
        </Earned>
      ))}
    </ul>
  );
}

/** The heading above an axis's first line. Screen readers get the name with each figure instead. */
function Head({ axis, asking }: { axis: string; asking: boolean }) {
  return (
    <span class="axis-head">
      <b aria-hidden="true">{tData(`index_axis_${axis}`)}</b>
      {asking && <span class="muted small">{tData(`index_ask_${axis}`)}</span>}
    </span>
  );
}

function Earned({ one, children }: { one: Contribution<string>; children: ComponentChildren }) {
  // A limit takes points away and has no maximum; an unknown has neither.
  const figure = one.of > 0 ? `${one.points}/${one.of}` : one.points < 0 ? String(one.points).replace("-", "−") : "–";
  const earned = one.of > 0 ? gradeOf((100 * one.points) / one.of) : one.points < 0 ? "d" : "u";
  const grade = earned === "e" ? "d" : earned;
  const axis = tData(`index_axis_${one.axis}`);
  const spoken =
    one.of > 0
      ? t("index_points", { axis, points: one.points, of: one.of })
      : t("index_points_plain", { axis, points: one.points });
  return (
    <li>
      {children}
      <b class={`text-${grade} figure`}>
        <span aria-hidden="true">{figure}</span>
        <span class="visually-hidden">{spoken}</span>
      </b>
      <span>{tData(`reason_${one.reason}`, one.evidence)}</span>
    </li>
  );
}

/** How the axes make up the score. Only the known ones count. */
export function Sum<Name extends string>({ index, axes }: IndexProps<Name>) {
  const known = axes.filter((axis) => index.axes[axis].known);
  if (known.length === 0 || index.grade === "u") return null;
  const points = known.map((axis) => index.axes[axis].points);
  return (
    <p class="small muted">
      {points.length === 1
        ? t("index_sum_one", { axis: tData(`index_axis_${known[0]}`), score: index.score })
        : t("index_sum", { parts: points.join(" + "), count: points.length, score: index.score })}
      {points.length > 1 && points.length < axes.length && ` ${t("index_sum_rest")}`}
    </p>
  );
}

interface CapProps<Name extends string> extends Pick<IndexProps<Name>, "index"> {
  readonly speaks?: Speaks;
}

/** Why the letter is worse than the score, if it is. */
export function Cap<Name extends string>({ index, speaks = "grade" }: CapProps<Name>) {
  const { grade, cap } = index;
  if (!cap) return null;
  return (
    <p class="note bad">
      <Icon name="warn" />
      <span>{t("index_cap", { word: gradeWord(grade, speaks), reason: tData(`reason_${cap}`) })}</span>
    </p>
  );
}

/** Links to the page that explains the index, at `section`, in the language shown. */
export function HowCounted({ section = "" }: { readonly section?: string }) {
  const page = browser.runtime.getURL(`pages/privacy-index/${shownLanguage()}.html`);
  return (
    <p class="small">
      <a class="muted" href={section ? `${page}#${section}` : page} target="_blank" rel="noopener">
        {t("index_how")}
      </a>
    </p>
  );
}
