import type { PathNode } from "../../../../domain/trace/path-nodes";
import { Icon, type IconName } from "../../../components/icon";
import { countryName, t, tData } from "../../../i18n";
import "../../../components/lazy/chain.css";
import "./trace-picture.css";

type Leg = NonNullable<PathNode["leg"]>;

/** How the leg between two nodes is drawn for each transport; its words are leg_<transport>. Never colour alone. */
const TIE: Record<Leg["transport"], IconName> = {
  internal: "lock",
  modern: "lock",
  tls: "lock",
  weak: "broken",
  clear: "open",
  unknown: "question",
};
const NODE_ICON: Record<PathNode["kind"], IconName> = { sender: "person", host: "server", you: "person" };

export interface ShownNode extends PathNode {
  /** ISO 3166 code; null while unknown. */
  readonly country: string | null;
}

/** A message's path from sender to reader: a lock on each leg, dashed where only the sender's side claims it. */
export function TracePicture({ nodes, sender }: { nodes: readonly ShownNode[]; sender: string }) {
  const claimed = nodes.some((node) => node.leg?.claimed);
  return (
    <div class="chain-box">
      <ol class="chain" aria-label={t("trace_label")}>
        {nodes.map((node, i) => (
          <PathNodeItem key={i} node={node} met={nodes[i + 1]?.leg?.claimed === false} sender={sender} />
        ))}
      </ol>
      {claimed && <p class="small muted">{t("trace_claimed")}</p>}
    </div>
  );
}

/** `met`: the next machine saw this one, however the message got here. */
function PathNodeItem({ node, met, sender }: { node: ShownNode; met: boolean; sender: string }) {
  const { leg } = node;
  const name = node.kind === "you" ? t("trace_you") : node.kind === "sender" ? sender : node.name;
  const below = [node.kind === "you" ? node.name : "", node.country ? countryName(node.country) : ""].filter(Boolean);
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
        <Icon name={NODE_ICON[node.kind]} size={18} />
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
