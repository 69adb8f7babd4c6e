import type { ChainLink, DnssecVerdict } from "../../../domain/dns/proof";
import { t } from "../../i18n";
import "./chain.css";
import { algorithmWords, dnssecReasonWords, linkName } from "../dnssec-words";
import { Icon, type IconName } from "../icon";

/** How the link from the previous station is drawn for each verdict; its word is chain_<verdict>. Never colour alone. */
const TIE: Record<DnssecVerdict, IconName> = {
  secure: "lock",
  insecure: "open",
  bogus: "broken",
  unreachable: "question",
};
const STATION: Record<ChainLink["kind"], IconName> = { zone: "server", alias: "forward", record: "key" };

/**
 * The way from the DNS root to a record: a station for each zone and a lock on each link, closed where the signature is
 * valid, open where the zone is unsigned, broken where the signature is invalid, dashed where nothing is known. It starts
 * with the trust anchor built into Cachet, which vouches for the root. `absent`: the proof is that no record exists.
 */
export function Chain({ chain, absent = false }: { chain: readonly ChainLink[]; absent?: boolean }) {
  if (chain.length === 0) return null;
  const failing = chain.find((link) => link.verdict !== "secure");
  const complete = chain.at(-1)!.kind === "record";
  return (
    <div class="chain-box">
      <ol class="chain" aria-label={t("chain_label")}>
        <li class="stop start">
          <span class="disc">
            <Icon name="seal" size={18} />
          </span>
          <span class="stop-text">
            <span class="stop-name">Cachet</span>
            <span class="stop-word">{t("chain_built_in")}</span>
          </span>
        </li>
        {chain.map((link) => (
          <Stop
            key={`${link.kind} ${link.name}`}
            verdict={link.verdict}
            icon={STATION[link.kind]}
            name={absent && link.kind === "record" ? t("chain_no_record") : linkName(link)}
            full={link.name}
          />
        ))}
        {!complete && <Stop verdict="unreachable" icon="key" name={t("chain_record")} />}
      </ol>
      {failing && (
        <p class={`chain-why ${failing.verdict}`}>
          <Icon name={TIE[failing.verdict]} size={14} />
          <span>
            <strong>{linkName(failing)}</strong> {dnssecReasonWords(failing.reason)}
          </span>
        </p>
      )}
      <details>
        <summary>{t("details")}</summary>
        <dl class="links">
          {chain.map((link) => (
            <Facts key={`${link.kind} ${link.name}`} link={link} />
          ))}
        </dl>
      </details>
    </div>
  );
}

interface StopProps {
  readonly verdict: DnssecVerdict;
  readonly icon: IconName;
  readonly name: string;
  /** The full name, where a shorter one is drawn. */
  readonly full?: string;
}

function Stop({ verdict, icon, name, full }: StopProps) {
  return (
    <li class={`stop ${verdict}`}>
      <span class="tie">
        <Icon name={TIE[verdict]} size={14} />
      </span>
      <span class="disc">
        <Icon name={icon} size={18} />
      </span>
      <span class="stop-text">
        <span class="stop-name" title={full}>
          {name}
        </span>
        <span class="stop-word">{VERDICT[verdict]()}</span>
      </span>
    </li>
  );
}

const VERDICT: Record<DnssecVerdict, () => string> = {
  secure: () => t("chain_secure"),
  insecure: () => t("chain_insecure"),
  bogus: () => t("chain_bogus"),
  unreachable: () => t("chain_unreachable"),
};

function Facts({ link }: { link: ChainLink }) {
  return (
    <>
      <dt>{link.name === "" ? t("chain_root") : link.name}</dt>
      <dd>
        {link.verdict !== "secure" && dnssecReasonWords(link.reason)}
        {link.algorithm === null
          ? ` ${t("chain_no_algorithm")}`
          : ` ${t("chain_signed_with", { algorithm: algorithmWords(link.algorithm) })}`}
      </dd>
    </>
  );
}
