// The path axis of a message that is not sent yet. Of the 100 points a path earns on arrival only the 70 of the last hop can
// be foreseen: whether the provider signs the message, and through how many hands it goes, shows on arrival alone and is not
// promised here. So a forecast never says more than the same way will earn (docs/decisions/0011).
import type { PolicyState, Way } from "../delivery/way";
import type { Contribution } from "./index-types";
import { type PathPart, TRANSPORT_POINTS } from "./message-index";

/** How mail to one recipient's domain travels. */
export interface ForecastWay {
  readonly way: Way;
  readonly policy: PolicyState;
  readonly domain: string;
  /** Who runs its mail hosts, as people know them; null where no table knows. */
  readonly operator: string | null;
}

const MOST = TRANSPORT_POINTS.modern.points;
/** What may be stripped on the way is worth what the oldest encryption is. */
const LEAST = TRANSPORT_POINTS.weak.points;

/** Ways that mail can take, worst first; null: it cannot go there, or nobody knows, which no number tells. */
export const WAY_POINTS: Readonly<Record<Way, number | null>> = {
  bogus: 0,
  opportunistic: LEAST,
  announced: LEAST,
  "mta-sts": MOST,
  dane: MOST,
  unknown: null,
  "no-mail": null,
};

/**
 * The worst recipient counts. A way that is not known counts beside known ones as the weakest, never as good; by itself it
 * leaves the axis not known.
 */
export function pathForecast(ways: readonly ForecastWay[]): PathPart {
  const part = (points: number, of: number, reason: string, those: readonly ForecastWay[]): Contribution => {
    return { axis: "path", points, of, reason: `forecast_${reason}`, evidence: { domains: named(those) }, hint: null };
  };
  const of = (way: Way): ForecastWay[] => ways.filter((one) => one.way === way);
  const [lost, unknown] = [of("no-mail"), of("unknown")];
  const nowhere = lost.length > 0 ? [part(0, 0, "no_mail", lost)] : [];
  const worst = (Object.keys(WAY_POINTS) as Way[]).find((way) => WAY_POINTS[way] !== null && of(way).length > 0);
  if (!worst) return { known: false, contributions: [part(0, 0, "unknown", unknown), ...nowhere], gradesClear: false };
  const points = WAY_POINTS[worst]!;
  const counted =
    unknown.length > 0 && points > LEAST
      ? part(LEAST, MOST, "partly", unknown)
      : part(points, MOST, worst.replaceAll("-", "_"), of(worst));
  return { known: true, contributions: [counted, ...nowhere, part(0, 0, "on_arrival", [])], gradesClear: false };
}

/** "example.org (Google), example.net". */
export const named = (ways: readonly ForecastWay[]): string =>
  [...new Set(ways.map(({ domain, operator }) => (operator === null ? domain : `${domain} (${operator})`)))].join(", ");
