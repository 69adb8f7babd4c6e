import type { LookupOutcome, Provenance } from "../../domain/discovery/lookup";
import type { RecipientState } from "../../domain/trust/contact";
import { formatDate, t } from "../i18n";
import { AllowHost } from "./allow-host";
import { ask } from "./ask";
import { dnssecReasonWords, dnssecVerdictWords } from "./dnssec-words";
import { failed, foundLook, outcomeNext, placeWords, provesWords, sourceTitle } from "./found-words";
import { Icon, type IconName } from "./icon";
import { outcomeWords } from "./key-words";
import { Chain } from "./lazy/chain";

interface Props {
  readonly address: string;
  /** Where the key at hand was found; empty when there is none. */
  readonly sources: readonly Provenance[];
  /** Every source asked about the address, whether it answered or not. */
  readonly outcomes: readonly LookupOutcome[];
  /** Called when a blocked host was allowed and answered; without it the button to allow a host is not shown. */
  readonly onAnswered?: ((state: RecipientState) => void) | undefined;
}

/**
 * How a key was found: a row for each source with what it proves and a drawing of the path through DNS; then what failed,
 * with what to do; then what had no key. Where nothing was asked, it says so.
 */
export function FoundBy({ address, sources, outcomes, onAnswered }: Props) {
  const broken = outcomes.filter(failed);
  const silent = outcomes.filter((outcome) => outcome.result === "none" || outcome.result === "off");
  return (
    <div class="found-by">
      {sources.length === 0 && (
        <p>{outcomes.length === 0 ? t("found_by_not_asked", { address }) : t("found_by_nothing", { address })}</p>
      )}
      <ul class="finds">
        {sources.map((source) => (
          <Find key={`${source.source} ${source.host}`} source={source} address={address} />
        ))}
        {broken.map((outcome) => (
          <Failure
            key={`${outcome.source} ${outcome.server}`}
            address={address}
            outcome={outcome}
            onAnswered={onAnswered}
          />
        ))}
      </ul>
      {silent.length > 0 && (
        <details open={sources.length + broken.length === 0}>
          <summary>{t("found_by_silent", { count: silent.length })}</summary>
          <ul class="finds quiet">
            {silent.map((outcome) => (
              <li class="find" key={`${outcome.source} ${outcome.server}`}>
                <FindIcon icon={outcome.result === "off" ? "close" : "search"} grade="u" />
                <div class="find-text">
                  <p class="small">{outcomeWords(outcome)}</p>
                  {outcome.dnssec && <Absence dnssec={outcome.dnssec} />}
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function FindIcon({ icon, grade }: { icon: IconName; grade: string }) {
  return (
    <span class={`find-icon ink-${grade}`}>
      <Icon name={icon} size={16} />
    </span>
  );
}

function Find({ source, address }: { source: Provenance; address: string }) {
  const look = foundLook(source);
  return (
    <li class="find">
      <FindIcon icon={look.icon} grade={look.grade} />
      <div class="find-text">
        <p>
          <strong>{sourceTitle(source, address)}</strong> <span class={`find-word ink-${look.grade}`}>{look.word}</span>
        </p>
        <p class="small">{provesWords(source, address)}</p>
        <p class="small muted">{placeWords(source)}</p>
        <Chain chain={source.chain} />
      </div>
    </li>
  );
}

/** A source that should have answered and did not, or whose answer was refused: what happened, and what to do. */
function Failure({ address, outcome, onAnswered }: Pick<Props, "address" | "onAnswered"> & { outcome: LookupOutcome }) {
  const { dnssec } = outcome;
  const again = async (): Promise<void> => {
    const { source, server } = outcome;
    const answer = await ask("recipient.lookup", { address, source, force: true, ...(server ? { server } : {}) });
    if (answer.ok) onAnswered?.(answer.value.state);
  };
  const refused = outcome.result === "bogus" || outcome.result === "disagree";
  return (
    <li class="find">
      <FindIcon icon={refused ? "broken" : "question"} grade={refused ? "e" : "u"} />
      <div class="find-text">
        <p>
          <strong>{outcomeWords(outcome)}</strong>
        </p>
        <p class="small">
          {dnssec && dnssec.verdict !== "secure" ? dnssecVerdictWords(dnssec.verdict) : outcomeNext(outcome)}
        </p>
        {outcome.result === "blocked" && onAnswered && <AllowHost host={outcome.host} onAllowed={again} />}
        <p class="small muted">{formatDate(outcome.at, "moment")}</p>
        {dnssec && dnssec.chain.length > 0 && <Chain chain={dnssec.chain} />}
        {dnssec && dnssec.chain.length === 0 && dnssec.verdict !== "secure" && (
          <p class="small">
            {t("source_dns")} {dnssecReasonWords(dnssec.reason)}
          </p>
        )}
      </div>
    </li>
  );
}

function Absence({ dnssec }: { dnssec: NonNullable<LookupOutcome["dnssec"]> }) {
  const proven = dnssec.verdict === "secure";
  return (
    <>
      <p class="small muted">{proven ? t("dnssec_absent") : t("dnssec_absent_unproven")}</p>
      <Chain chain={dnssec.chain} absent />
    </>
  );
}
