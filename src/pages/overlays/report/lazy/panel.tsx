import type { ComponentChildren } from "preact";
import type { Forecast } from "../../../../domain/privacy/forecast";
import { bestHint } from "../../../../domain/privacy/hints";
import { type AxisName, isSealed, type MessageIndex } from "../../../../domain/privacy/index-types";
import type { SecurityMark } from "../../../../domain/security-mark";
import { Badge } from "../../../components/badge";
import { Hint } from "../../../components/hint";
import { Axes, Cap, Contributions, HowCounted, Sum } from "../../../components/lazy/why";
import { Mark } from "../../../components/mark";
import { t } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { Path } from "./path-facts";

/** Loaded with the first panel that has a path to show; a forecast has none. */
const PathView = lazily(() => import("./path-view").then((part) => part.PathShown));

const AXES: readonly AxisName[] = ["content", "path", "people"];

/** While writing. `goesAs`: the form in which the message leaves, in words. */
export interface ForecastShown extends Pick<Forecast, "hint"> {
  readonly goesAs: string;
}

interface Props {
  readonly index: MessageIndex;
  /** Set while writing; its hint is null when nothing is left to do. */
  readonly forecast?: ForecastShown | undefined;
  /** The message's path, from its raw header. */
  readonly path?: Path | null | undefined;
  /** Name or address of the claimed sender. */
  readonly sender?: string | undefined;
  /** The check of the sender's domain. */
  readonly domain?: ComponentChildren;
  /** The user's own mark, where no strip above shows it. */
  readonly mark?: SecurityMark;
}

/** Explains the grade with nothing hidden: the sum on screen is the score. */
export function IndexPanel({ index, forecast, path, sender, domain, mark }: Props) {
  const best = bestHint(index.contributions);
  const hint = forecast ? forecast.hint : best?.hint ? { id: best.hint, evidence: best.evidence } : null;
  const sealed = isSealed(index);
  const known = index.grade !== "u";
  const like = sealed ? t("index_like_letter") : t("index_like_postcard");
  return (
    <section class="panel" aria-label={t("index_panel")}>
      <div class="row">
        {mark && <Mark mark={mark} />}
        <Badge grade={index.grade} speaks={sealed ? "sealed" : "grade"} />
        {known && <strong>{t("index_score", { score: index.score })}</strong>}
        {(known || !forecast) && <span class="muted small">{like}</span>}
      </div>
      {forecast && <p class="small muted">{known ? t("index_forecast") : t("index_forecast_none")}</p>}
      {known && forecast && <p class="small muted">{forecast.goesAs}</p>}
      {!known && !forecast && (
        <p class="small muted">{sealed ? t("index_unknown_sealed") : t("index_unknown_clear")}</p>
      )}
      <Axes index={index} axes={AXES} />
      {path && path.facts.reason !== "no-lines" && <PathView path={path} sealed={sealed} sender={sender ?? ""} />}
      <Contributions contributions={index.contributions} asking />
      <Sum index={index} axes={AXES} />
      <Cap index={index} speaks={sealed ? "sealed" : "grade"} />
      {domain}
      {hint && <Hint id={hint.id} evidence={hint.evidence} linked />}
      {forecast ? <HowCounted section="while-you-write" /> : <HowCounted />}
    </section>
  );
}
