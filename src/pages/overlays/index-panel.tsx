import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Forecast } from "../../domain/privacy/forecast";
import type { AxisName, Contribution, MessageIndex } from "../../domain/privacy/index-types";
import { gradeOf } from "../../domain/privacy/message-index";
import { Badge } from "../components/badge";
import { Icon } from "../components/icon";
import { t, tData } from "../i18n";
import type { Path } from "./path-model";
import { TracePicture } from "./trace-picture";

const AXES: readonly AxisName[] = ["content", "path", "people"];

/** The contribution whose hint would gain most. */
function bestHint(contributions: readonly Contribution[]): Contribution | null {
  const hinted = contributions.filter((one) => one.hint !== null && one.of > one.points);
  return hinted.reduce<Contribution | null>(
    (best, one) => (best && best.of - best.points >= one.of - one.points ? best : one),
    null,
  );
}

interface Props {
  readonly index: MessageIndex;
  /** Set while writing: the hint of the forecast, null when nothing is left to do. */
  readonly forecast?: Pick<Forecast, "hint"> | undefined;
  /** What the raw header tells of the way here. */
  readonly path?: Path | null | undefined;
  /** Name or address of whoever it says it is from. */
  readonly sender?: string | undefined;
}

/** Why this letter: nothing hidden. The sum on screen is the score. */
export function IndexPanel({ index, forecast, path, sender }: Props) {
  const known = AXES.filter((axis) => index.axes[axis].known);
  const best = bestHint(index.contributions);
  const hint = forecast ? forecast.hint : best && { id: best.hint, evidence: best.evidence };
  // A sealed message earns 60 on the content axis, and a clear one at most 40: no other field tells.
  const like = index.axes.content.points >= 60 ? t("index_like_letter") : t("index_like_postcard");
  return (
    <section class="panel" aria-label={t("index_panel")}>
      <div class="row">
        <Badge grade={index.grade} />
        {index.grade !== "u" && <strong>{t("index_score", { score: index.score })}</strong>}
        <span class="muted small">{like}</span>
      </div>
      {forecast && <p class="small muted">{t("index_forecast")}</p>}
      <dl class="axes">
        {AXES.map((axis) => (
          <Axis key={axis} axis={axis} known={index.axes[axis].known} points={index.axes[axis].points} />
        ))}
      </dl>
      {path && path.facts.reason !== "no-lines" && <Way path={path} sender={sender ?? ""} />}
      <ul class="contributions">
        {index.contributions.map((one) => (
          <Earned key={`${one.axis} ${one.reason}`} one={one} />
        ))}
      </ul>
      {known.length > 0 && index.grade !== "u" && <p class="small muted">{sum(index, known)}</p>}
      {index.cap && (
        <p class="note bad">
          <Icon name="warn" />
          <span>{t("index_cap", { word: tData(`grade_${index.grade}`), reason: tData(`reason_${index.cap}`) })}</span>
        </p>
      )}
      {hint && (
        <p class="note">
          <span class="text-wax">
            <Icon name="seal" />
          </span>
          <span>{tData(`hint_${hint.id}`, hint.evidence)}</span>
        </p>
      )}
    </section>
  );
}

/** The picture of the way; the countries come when their table is loaded. */
function Way({ path, sender }: { path: Path; sender: string }) {
  const located = useSignal<Path["stops"] | null>(null);
  useEffect(() => {
    void import("./path-model")
      .then(({ withCountries }) => withCountries(path.stops))
      .then((stops) => {
        located.value = stops;
      });
  }, [path, located]);
  return <TracePicture stops={located.value ?? path.stops} sender={sender} />;
}

function sum(index: MessageIndex, known: readonly AxisName[]): string {
  const points = known.map((axis) => index.axes[axis].points);
  if (points.length === 1) return t("index_sum_one", { axis: tData(`index_axis_${known[0]}`), score: index.score });
  return t("index_sum", { parts: points.join(" + "), count: points.length, score: index.score });
}

function Axis({ axis, known, points }: { axis: AxisName; known: boolean; points: number }) {
  return (
    <div class="axis">
      <dt>{tData(`index_axis_${axis}`)}</dt>
      <span class="bar" aria-hidden="true">
        {known && <span class={`fill-${gradeOf(points)}`} style={{ width: `${points}%` }} />}
      </span>
      <dd class="small">{known ? points : t("index_not_known")}</dd>
    </div>
  );
}

function Earned({ one }: { one: Contribution }) {
  // A limit takes points away and has no maximum; what is not known has neither.
  const figure = one.of > 0 ? `${one.points}/${one.of}` : one.points < 0 ? String(one.points).replace("-", "−") : "–";
  const earned = one.of > 0 ? gradeOf((100 * one.points) / one.of) : one.points < 0 ? "d" : "u";
  // Red is for what is wrong; nothing earned is only room for more.
  const grade = earned === "e" ? "d" : earned;
  const axis = tData(`index_axis_${one.axis}`);
  const spoken =
    one.of > 0
      ? t("index_points", { axis, points: one.points, of: one.of })
      : t("index_points_plain", { axis, points: one.points });
  return (
    <li>
      <b class={`text-${grade}`}>
        <span aria-hidden="true">{figure}</span>
        <span class="visually-hidden">{spoken}</span>
      </b>
      <span>{tData(`reason_${one.reason}`, one.evidence)}</span>
    </li>
  );
}
