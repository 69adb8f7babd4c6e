import { useSignal } from "@preact/signals";
import { domainPart } from "../../../../../domain/address";
import type { DeliveryTransport, PolicyState } from "../../../../../domain/delivery/transport";
import type { Grade } from "../../../../../domain/privacy/index-types";
import type { Taker } from "../../../../../domain/trace/takers";
import type { RecipientState } from "../../../../../domain/trust/contact";
import { AllowHost } from "../../../../components/allow-host";
import { careful } from "../../../../components/careful";
import { Fingerprint, groupFingerprint } from "../../../../components/fingerprint";
import { FoundBy } from "../../../../components/found-by";
import { surest } from "../../../../components/found-words";
import { Icon, type IconName } from "../../../../components/icon";
import { outcomeWords } from "../../../../components/key-words";
import { CandidateKeys } from "../../../../components/lazy/candidate-key";
import { RivalKeys } from "../../../../components/lazy/rival-keys";
import { Outside } from "../../../../components/outside";
import { SourceLine } from "../../../../components/source-line";
import { countryName, formatDate, t, tData } from "../../../../i18n";
import { ask } from "../../../frame/ask";
import type { ComposeModel } from "../../compose-model";
import { isUnanswered, type RecipientDelivery } from "../../state/recipients";
import { Banner } from "../banner";

interface CardProps {
  readonly model: ComposeModel;
  readonly person: { readonly address: string; readonly name: string };
  /** A stranger to the user's organisation. */
  readonly outside: boolean;
  /** Opened by a click and laid out in the flow, so that the frame grows with it; on hover the card floats. */
  readonly pinned: boolean;
  readonly onDone: () => void;
}

/** What is known of one recipient's key: where it came from, what each source said, and what can be done. */
export function RecipientCard({ model, person, outside, pinned, onDone }: CardProps) {
  const { state, looking } = model.keys.of(person.address);
  if (!state) return null;
  const name = person.name || person.address;
  const unanswered = state.state === "none" && isUnanswered(model.keys.of(person.address));
  const findable = ["none", "expired", "revoked", "lost"].includes(state.state);
  const settled = (chosen: RecipientState): void => {
    model.keys.putState(chosen);
    model.step({ type: "cancel" });
    onDone();
  };
  return (
    <div class={pinned ? "popover pinned card" : "popover card"} tabIndex={-1}>
      <p>
        <strong>{name}</strong> {person.name && <span class="muted small">{person.address}</span>}
      </p>
      {outside && <Outside />}
      <p>{tData(`trust_${unanswered ? "unanswered" : state.state.replaceAll("-", "_")}`, { name })}</p>
      {state.key && <KeyFacts state={state} />}
      <DeliveryFacts model={model} address={person.address} pinned={pinned} />
      {pinned ? <Choice name={name} state={state} onChosen={settled} /> : <Silent state={state} />}
      {pinned && <HowFound state={state} onAnswered={model.keys.putState} />}
      {findable && (
        <div class="row">
          <button
            type="button"
            class="button small"
            disabled={looking}
            onClick={() => void model.keys.again(person.address)}
          >
            {looking ? t("find_key_looking") : t("compose_look_again")}
          </button>
          <span class="muted small grow">{t("compose_remove_in_page")}</span>
        </div>
      )}
    </div>
  );
}

/** How mail to them travels, once that is known. */
function DeliveryFacts({ model, address, pinned }: { model: ComposeModel; address: string; pinned: boolean }) {
  const delivery = model.deliveries.of(address);
  const again = () => model.deliveries.again(address);
  return delivery && <DeliveryLine delivery={delivery} onAllowed={pinned ? again : null} />;
}

/** Keys that wait for the user's word. */
function Choice({
  name,
  state,
  onChosen,
}: {
  name: string;
  state: RecipientState;
  onChosen: (chosen: RecipientState) => void;
}) {
  if (state.state === "changed" || state.state === "conflict")
    return (
      <RivalKeys
        name={name}
        address={state.address}
        state={state.state}
        rivals={state.rivals}
        vouched={state.vouched}
        onChosen={onChosen}
      />
    );
  if (state.state === "candidate")
    return <CandidateKeys name={name} address={state.address} keys={candidates(state)} onChosen={onChosen} />;
  return null;
}

const candidates = ({ key, rivals }: RecipientState) => (key ? [key] : rivals);

function HowFound({ state, onAnswered }: { state: RecipientState; onAnswered: (state: RecipientState) => void }) {
  if (state.state === "own") return null;
  const sources = candidates(state).flatMap((key) => key.sources);
  const open = state.state === "none";
  return (
    <details key={String(open)} open={open}>
      <summary>{t("found_by")}</summary>
      <FoundBy address={state.address} sources={sources} outcomes={state.outcomes} onAnswered={onAnswered} />
    </details>
  );
}

/** On hover: what the sources without a key answered. */
function Silent({ state }: { state: RecipientState }) {
  if (state.state !== "none") return null;
  return (
    <ul class="plain small muted">
      {state.outcomes
        .filter((outcome) => outcome.result !== "found")
        .map((outcome) => (
          <li key={`${outcome.source} ${outcome.server}`}>{outcomeWords(outcome)}</li>
        ))}
    </ul>
  );
}

function KeyFacts({ state }: { state: RecipientState }) {
  const key = state.key!;
  return (
    <>
      {state.state !== "own" && state.state !== "candidate" && (
        <ul class="plain small">
          {key.sources.map((source) => (
            <SourceLine key={`${source.source} ${source.host}`} source={source} address={state.address} />
          ))}
        </ul>
      )}
      {key.expiresAt !== null && state.state === "expired" && (
        <p class="small muted">{t("compose_expired_on", { date: formatDate(key.expiresAt) })}</p>
      )}
      {state.state !== "candidate" && (
        <details>
          <summary>{t("compose_details")}</summary>
          <p>
            <Fingerprint value={key.fingerprint} />
          </p>
        </details>
      )}
    </>
  );
}

const LOOK: Readonly<Record<DeliveryTransport, { readonly icon: IconName; readonly tone: Grade }>> = {
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

interface LineProps {
  readonly delivery: RecipientDelivery;
  /** Null: nothing can be pressed here. */
  readonly onAllowed: (() => Promise<void>) | null;
}

/** How mail to one recipient travels, and who takes it in. */
function DeliveryLine({ delivery, onAllowed }: LineProps) {
  const { transport, policy, domain, takers } = delivery;
  const { icon, tone } = LOOK[transport];
  const open = transport === "announced" || transport === "opportunistic";
  return (
    <div class="source-line small">
      <span class={`ink-${tone}`}>
        <Icon name={icon} size={14} />
      </span>
      <div>
        <p>{tData(`delivery_${transport.replaceAll("-", "_")}`, { domain })}</p>
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

/** A recipient whose key came by mail alone, with what can be done. */
export function Unchecked({ model, state }: { model: ComposeModel; state: RecipientState }) {
  const failed = useSignal(false);
  const { address, key } = state;
  const take = async (): Promise<void> => {
    const answer = await ask("recipient.choose", { address, fingerprint: key!.fingerprint });
    failed.value = !answer.ok;
    if (!answer.ok) return;
    model.keys.putState(answer.value);
    model.step({ type: "cancel" });
  };
  return (
    <Banner
      icon="question"
      tone="d"
      alert
      still
      actions={
        <>
          <button type="button" class="button small" onClick={() => void model.keys.again(address)}>
            {t("compose_look_again")}
          </button>
          {state.unchecked === "failed" && key && (
            <button
              type="button"
              class="button small"
              {...careful("choose-key", [groupFingerprint(key.fingerprint)], [address])}
              onClick={() => void take()}
            >
              {t("unchecked_seal")}
            </button>
          )}
        </>
      }
    >
      {failed.value ? t("rivals_failed") : uncheckedWords(state)}
    </Banner>
  );
}

function uncheckedWords({ address: who, unchecked, key }: RecipientState): string {
  const domain = domainPart(who);
  if (unchecked === "due") return t("unchecked_due", { who, domain });
  const source = surest(key?.sources ?? []);
  return source?.source === "gossip" && source.host !== ""
    ? t("unchecked_gossip", { who, domain, teller: source.host })
    : t("unchecked_mail", { who, domain });
}
