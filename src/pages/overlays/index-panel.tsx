import type { ComponentChildren } from "preact";
import type { Forecast } from "../../domain/privacy/forecast";
import { bestHint } from "../../domain/privacy/hints";
import { type AxisName, isSealed, type MessageIndex } from "../../domain/privacy/index-types";
import { Badge } from "../components/badge";
import { Icon } from "../components/icon";
import { Axes, Cap, Contributions, Sum } from "../components/why";
import { t, tData } from "../i18n";
import { lazily } from "./lazily";
import type { Path } from "./path-model";

/** Comes with the first panel that has a way to show: a forecast has none. */
const Way = lazily(() => import("./way-shown").then((part) => part.WayShown));

const AXES: readonly AxisName[] = ["content", "path", "people"];

interface Props {
  readonly index: MessageIndex;
  /** Set while writing: the hint of the forecast, null when nothing is left to do. */
  readonly forecast?: Pick<Forecast, "hint"> | undefined;
  /** What the raw header tells of the way here. */
  readonly path?: Path | null | undefined;
  /** Name or address of whoever it says it is from. */
  readonly sender?: string | undefined;
  /** The check of the sender's domain. */
  readonly domain?: ComponentChildren;
}

/** Why this letter: nothing hidden. The sum on screen is the score. */
export function IndexPanel({ index, forecast, path, sender, domain }: Props) {
  const best = bestHint(index.contributions);
  const hint = forecast ? forecast.hint : best && { id: best.hint, evidence: best.evidence };
  const sealed = isSealed(index);
  const like = sealed ? t("index_like_letter") : t("index_like_postcard");
  return (
    <section class="panel" aria-label={t("index_panel")}>
      <div class="row">
        <Badge grade={index.grade} speaks={sealed ? "sealed" : "grade"} />
        {index.grade !== "u" && <strong>{t("index_score", { score: index.score })}</strong>}
        <span class="muted small">{like}</span>
      </div>
      {forecast && <p class="small muted">{t("index_forecast")}</p>}
      <Axes index={index} axes={AXES} />
      {path && path.facts.reason !== "no-lines" && <Way path={path} sealed={sealed} sender={sender ?? ""} />}
      <Contributions contributions={index.contributions} />
      <Sum index={index} axes={AXES} />
      <Cap index={index} speaks={sealed ? "sealed" : "grade"} />
      {domain}
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
