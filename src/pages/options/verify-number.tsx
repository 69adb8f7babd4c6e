import { useSignal } from "@preact/signals";
import { Notice } from "../components/notice";
import { t } from "../i18n";

interface Props {
  readonly name: string;
  readonly digits: readonly string[];
  readonly onMatch: () => void;
}

/** Twelve groups of five digits, the same on both sides when nobody is in between. */
export function VerifyNumber({ name, digits, onMatch }: Props) {
  const differ = useSignal(false);
  return (
    <div class="stack">
      <p>{t("verify_number_how")}</p>
      <ol class="groups" aria-label={t("verify_number_label")}>
        {digits.map((group, place) => (
          <li key={place}>{group}</li>
        ))}
      </ol>
      <div class="row">
        <button type="button" class="button primary" onClick={onMatch}>
          {t("verify_match")}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            differ.value = true;
          }}
        >
          {t("verify_differ")}
        </button>
      </div>
      <div role="alert">
        {differ.value && (
          <Notice tone="bad" title={t("verify_differ_title")}>
            {t("verify_differ_text", { name })}
          </Notice>
        )}
      </div>
    </div>
  );
}
