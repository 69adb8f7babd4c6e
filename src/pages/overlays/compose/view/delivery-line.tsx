import type { PolicyState, Way } from "../../../../domain/delivery/way";
import type { Grade } from "../../../../domain/privacy/index-types";
import { AllowHost } from "../../../components/allow-host";
import { Icon, type IconName } from "../../../components/icon";
import { countryName, t, tData } from "../../../i18n";
import type { RecipientDelivery, Taker } from "../state/recipient-delivery";

const LOOK: Readonly<Record<Way, { readonly icon: IconName; readonly tone: Grade }>> = {
  dane: { icon: "lock", tone: "a" },
  "mta-sts": { icon: "lock", tone: "a" },
  announced: { icon: "lock", tone: "c" },
  opportunistic: { icon: "lock", tone: "c" },
  "no-mail": { icon: "warn", tone: "d" },
  bogus: { icon: "warn", tone: "e" },
  unknown: { icon: "question", tone: "u" },
};

/** States in which the policy is worth a word of its own. */
const TOLD: ReadonlySet<PolicyState> = new Set([
  "off",
  "blocked",
  "unreachable",
  "invalid",
  "not-enforced",
  "mismatch",
]);

interface Props {
  readonly delivery: RecipientDelivery;
  /** Null: nothing can be pressed here. */
  readonly onAllowed: (() => Promise<void>) | null;
}

/** How mail to one recipient travels, and who takes it in. */
export function DeliveryLine({ delivery, onAllowed }: Props) {
  const { way, policy, domain, takers } = delivery;
  const { icon, tone } = LOOK[way];
  const open = way === "announced" || way === "opportunistic";
  return (
    <div class="source-line small">
      <span class={`ink-${tone}`}>
        <Icon name={icon} size={14} />
      </span>
      <div>
        <p>{tData(`delivery_${way.replaceAll("-", "_")}`, { domain })}</p>
        {takers.length > 0 && <p class="muted">{t("delivery_to", { names: takers.map(takerWords).join(", ") })}</p>}
        {open && TOLD.has(policy) && <p class="muted">{tData(`policy_${policy.replaceAll("-", "_")}`, { domain })}</p>}
        {open && policy === "blocked" && onAllowed && <AllowHost host={`mta-sts.${domain}`} onAllowed={onAllowed} />}
      </div>
    </div>
  );
}

const takerWords = ({ name, country }: Taker): string =>
  country === null
    ? t("delivery_taker_unknown", { name })
    : t("delivery_taker", { name, country: countryName(country) });
