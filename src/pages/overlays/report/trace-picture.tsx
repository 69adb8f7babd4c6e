import type { Stop } from "../../../domain/trace/stations";
import { Icon, type IconName } from "../../components/icon";
import { countryName, t, tData } from "../../i18n";
import "../../components/chain.css";
import "./trace-picture.css";

type Leg = NonNullable<Stop["leg"]>;

/** How each transport ties two stations together; its words are leg_<transport>. Never colour alone. */
const TIE: Record<Leg["transport"], IconName> = {
  internal: "lock",
  modern: "lock",
  tls: "lock",
  weak: "broken",
  clear: "open",
  unknown: "question",
};
const STATION: Record<Stop["kind"], IconName> = { sender: "person", host: "server", you: "person" };

export interface ShownStop extends Stop {
  /** ISO 3166 code; null while it is not known. */
  readonly country: string | null;
}

/** The way of a message from its sender to its reader: a lock on each leg, dashed where only the sender's side says so. */
export function TracePicture({ stops, sender }: { stops: readonly ShownStop[]; sender: string }) {
  const claimed = stops.some((stop) => stop.leg?.claimed);
  return (
    <div class="chain-box">
      <ol class="chain" aria-label={t("trace_label")}>
        {stops.map((stop, i) => (
          <Station key={i} stop={stop} met={stops[i + 1]?.leg?.claimed === false} sender={sender} />
        ))}
      </ol>
      {claimed && <p class="small muted">{t("trace_claimed")}</p>}
    </div>
  );
}

/** `met`: whoever took the message on from here saw this machine, however it got there. */
function Station({ stop, met, sender }: { stop: ShownStop; met: boolean; sender: string }) {
  const { leg } = stop;
  const name = stop.kind === "you" ? t("trace_you") : stop.kind === "sender" ? sender : stop.name;
  const below = [stop.kind === "you" ? stop.name : "", stop.country ? countryName(stop.country) : ""].filter(Boolean);
  return (
    <li class={leg ? `stop leg-${leg.transport}${leg.claimed ? " claimed" : ""}` : "stop leg-none"}>
      {leg && (
        <span class="tie">
          <Icon name={TIE[leg.transport]} size={14} />
        </span>
      )}
      {leg && (
        <span class="stop-word leg-word">
          {tData(`leg_${leg.transport}`)} {leg.claimed && leg.transport !== "unknown" && t("leg_claimed")}
        </span>
      )}
      <span class={met && leg ? "disc met" : "disc"}>
        <Icon name={STATION[stop.kind]} size={18} />
      </span>
      <span class="stop-text">
        <span class="stop-name">{name}</span>
        {below.map((text) => (
          <span class="stop-word" key={text}>
            {text}
          </span>
        ))}
      </span>
    </li>
  );
}
