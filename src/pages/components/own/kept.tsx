// What to say about keys when storage cannot be read, or a key that was here is gone. "Make my key" is never offered in
// these cases.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import browser from "../../../platform/browser";
import { formatNumber, t } from "../../i18n";
import { ask } from "../ask";
import { Notice } from "../notice";
import { Confirm } from "./confirm";
import { identities, kept, loadIdentities, putKeptAway } from "./identities";

interface UnlessKeptProps {
  readonly children: ComponentChildren;
  /** Passed on to StoreTrouble. */
  readonly again?: (() => Promise<void>) | undefined;
}

/** Shows its children only where there really is no key and never was one. */
export function UnlessKept({ children, again }: UnlessKeptProps) {
  if (kept.value.trouble !== null) return <StoreTrouble again={again} />;
  if (kept.value.missing.length > 0) return <MissingKey />;
  return <>{children}</>;
}

/** `again` is given where more than the keys must be read again. */
export function StoreTrouble({ again = loadIdentities }: { again?: (() => Promise<void>) | undefined }) {
  const busy = useSignal(false);
  const asking = useSignal(false);
  const elsewhere = useSignal<readonly string[]>([]);
  const full = kept.value.trouble === "full";
  useEffect(() => {
    if (full) elsewhere.value = [];
    else void goOn(false).then((addresses) => (elsewhere.value = addresses));
  }, [full]);
  const look = async (): Promise<void> => {
    busy.value = true;
    await again();
    busy.value = false;
  };
  return (
    <>
      <Notice
        tone="bad"
        role="alert"
        title={t(full ? "open_full_title" : "home_unreadable_title")}
        actions={
          <>
            <button type="button" class="button small" disabled={busy.value} onClick={() => void look()}>
              {t("home_try_again")}
            </button>
            {elsewhere.value.length > 0 && (
              <button type="button" class="button quiet small" onClick={() => (asking.value = true)}>
                {t("kept_go_on")}
              </button>
            )}
          </>
        }
      >
        {t(full ? "kept_full" : "home_unreadable")}
      </Notice>
      {asking.value && (
        <Confirm
          title={t("kept_go_on_title")}
          action={t("kept_go_on_action")}
          onConfirm={() => void goOn(true).then(look)}
          onClose={() => (asking.value = false)}
        >
          <p>{t("kept_go_on_text", { address: elsewhere.value.join(", ") })}</p>
        </Confirm>
      )}
    </>
  );
}

/** The addresses whose keys the second place holds. */
async function goOn(sure: boolean): Promise<readonly string[]> {
  const answer = await ask("store.goOn", { sure });
  return answer.ok ? answer.value.addresses : [];
}

/** Names the key by its address; the welcome page is where it can be brought back. */
function MissingKey() {
  const asking = useSignal(false);
  const addresses = kept.value.missing.map(({ address }) => address).join(", ");
  return (
    <>
      <Notice
        tone="care"
        title={t("kept_missing_title", { address: addresses })}
        actions={
          <>
            <a class="button primary small" href={welcome("#import")} target="_blank" rel="noreferrer">
              {t("kept_bring_back")}
            </a>
            <button type="button" class="button small" onClick={() => void loadIdentities()}>
              {t("home_try_again")}
            </button>
            <button type="button" class="button quiet small" onClick={() => (asking.value = true)}>
              {t(identities.value.length > 0 ? "kept_not_needed" : "kept_make_new")}
            </button>
          </>
        }
      >
        {t("kept_missing")}
      </Notice>
      {asking.value && (
        <Confirm
          title={t("kept_new_title")}
          action={t("kept_new_action")}
          onConfirm={() => void putKeptAway("missing")}
          onClose={() => (asking.value = false)}
        >
          <p>{t("kept_new", { address: addresses })}</p>
        </Confirm>
      )}
    </>
  );
}

const welcome = (hash: string): string => `${browser.runtime.getURL("pages/welcome/index.html")}${hash}`;

/** What happened in storage meanwhile, shown until the user puts it away. */
export function KeptNews() {
  const { renewed, lost, missing } = kept.value;
  if (missing.length > 0 && identities.value.length > 0) return <MissingKey />;
  if (missing.length > 0) return null;
  const says = [...(renewed === null ? [] : [t("kept_renewed")]), ...(lost === null ? [] : [t("kept_lost")])];
  return (
    <>
      {says.length > 0 && (
        <Notice
          tone="care"
          title={t(renewed === null ? "kept_lost_title" : "kept_renewed_title")}
          actions={kept.value.back === 0 && kept.value.gone === null && <PutAway />}
        >
          {says.join(" ")}
        </Notice>
      )}
      <ContactsNews />
    </>
  );
}

/** The same for the decisions about other people's keys. */
export function ContactsNews() {
  const { back, gone } = kept.value;
  if (gone !== null)
    return (
      <Notice tone="bad" title={t("kept_gone_title")} actions={<PutAway />}>
        {[t("kept_gone"), ...(back > 0 ? [backWords(back)] : [])].join(" ")}
      </Notice>
    );
  if (back === 0) return null;
  return (
    <Notice tone="care" title={backWords(back)} actions={<PutAway />}>
      {t("kept_back")}
    </Notice>
  );
}

const backWords = (count: number): string =>
  count === 1 ? t("kept_back_one_title") : t("kept_back_title", { count: formatNumber(count) });

const PutAway = () => (
  <button type="button" class="button small" onClick={() => void putKeptAway("told")}>
    {t("home_put_away")}
  </button>
);
