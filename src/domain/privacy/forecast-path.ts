// The path axis of a message that is not sent yet. Of the 100 points a path earns on arrival only the 70 of the last hop can
// be foreseen: whether the provider signs the message, and how many parties handle it, shows only on arrival and is not
// promised here. So a forecast never exceeds what the same transport will earn (docs/decisions/0011).
import type { DeliveryTransport, PolicyState } from "../delivery/transport";
import type { Contribution } from "./index-types";
import { type PathPart, TRANSPORT_POINTS } from "./message-index";

/** How mail to one recipient's domain travels. */
export interface ForecastDelivery {
  readonly transport: DeliveryTransport;
  readonly policy: PolicyState;
  readonly domain: string;
  /** The operator's name of its mail hosts; null if unknown. */
  readonly operator: string | null;
}

const MOST = TRANSPORT_POINTS.modern.points;
/** Encryption that can be stripped in transit is worth as much as the oldest TLS. */
const LEAST = TRANSPORT_POINTS.weak.points;

/** Worst first. Null if mail cannot go there or the transport is unknown, since no number fits. */
export const DELIVERY_POINTS: Readonly<Record<DeliveryTransport, number | null>> = {
  bogus: 0,
  opportunistic: LEAST,
  announced: LEAST,
  "mta-sts": MOST,
  dane: MOST,
  unknown: null,
  "no-mail": null,
};

/**
 * The worst recipient counts. An unknown transport beside known ones counts as the weakest; by itself it leaves the axis
 * unknown.
 */
export function pathForecast(deliveries: readonly ForecastDelivery[]): PathPart {
  const part = (points: number, of: number, reason: string, those: readonly ForecastDelivery[]): Contribution => {
    return { axis: "path", points, of, reason: `forecast_${reason}`, evidence: { domains: named(those) }, hint: null };
  };
  const of = (transport: DeliveryTransport): ForecastDelivery[] =>
    deliveries.filter((one) => one.transport === transport);
  const [lost, unknown] = [of("no-mail"), of("unknown")];
  const nowhere = lost.length > 0 ? [part(0, 0, "no_mail", lost)] : [];
  const worst = (Object.keys(DELIVERY_POINTS) as DeliveryTransport[]).find(
    (one) => DELIVERY_POINTS[one] !== null && of(one).length > 0,
  );
  if (!worst) return { known: false, contributions: [part(0, 0, "unknown", unknown), ...nowhere], gradesClear: false };
  const points = DELIVERY_POINTS[worst]!;
  const counted =
    unknown.length > 0 && points > LEAST
      ? part(LEAST, MOST, "partly", unknown)
      : part(points, MOST, worst.replaceAll("-", "_"), of(worst));
  return { known: true, contributions: [counted, ...nowhere, part(0, 0, "on_arrival", [])], gradesClear: false };
}

/** "example.org (Google), example.net". */
export const named = (deliveries: readonly ForecastDelivery[]): string =>
  [...new Set(deliveries.map(({ domain, operator }) => (operator === null ? domain : `${domain} (${operator})`)))].join(
    ", ",
  );
