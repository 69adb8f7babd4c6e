import browser from "../../platform/browser";
import { t, tData } from "../i18n";
import { Icon } from "./icon";
import { wordFor } from "./place";

type Evidence = Readonly<Record<string, string>>;

const contact = ({ address = "" }: Evidence): string =>
  address === "" || address.includes(",") ? "contacts" : `contacts/${wordFor(address)}`;

/** Where in the options each hint leads, for those followed there. */
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
  /** The hint's words are hint_<id>. */
  readonly id: string;
  readonly evidence: Evidence;
  /** Whether to link to the options; without it, the page itself has what is needed. */
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
