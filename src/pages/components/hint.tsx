import browser from "../../platform/browser";
import { t, tData } from "../i18n";
import { Icon } from "./icon";
import { wordFor } from "./place";

type Evidence = Readonly<Record<string, string>>;

const contact = ({ address = "" }: Evidence): string =>
  address === "" || address.includes(",") ? "contacts" : `contacts/${wordFor(address)}`;

/** Hints that are followed in the options: where. */
const PLACES: Readonly<Record<string, (evidence: Evidence) => string>> = {
  verify: contact,
  settle_key: contact,
  verify_signer: () => "contacts",
  settle_sender_key: () => "contacts",
  get_key: () => "contacts",
  get_signer_key: () => "contacts",
  read_policies: () => "resolvers",
};

interface Props {
  /** Names hint_<id>. */
  readonly id: string;
  readonly evidence: Evidence;
  /** Leads to the options where the hint is followed there; elsewhere the page itself has what is needed. */
  readonly linked?: boolean;
}

/** The one thing that would raise an index most. */
export function Hint({ id, evidence, linked = false }: Props) {
  const place = linked ? PLACES[id]?.(evidence) : undefined;
  return (
    <p class="note wrap">
      <span class="text-wax">
        <Icon name="seal" />
      </span>
      <span class="grow">{tData(`hint_${id}`, evidence)}</span>
      {place && (
        <a
          class="button small"
          href={browser.runtime.getURL(`pages/options/index.html#${place}`)}
          target="_blank"
          rel="noopener"
        >
          {t("step_do")}
        </a>
      )}
    </p>
  );
}
