import { Icon } from "../../../components/icon";
import { t, type WordKey } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import type { KeyAttached } from "../send/attach-key";

const SAID: Partial<Record<KeyAttached, WordKey>> = {
  yes: "attach_key_done",
  refused: "attach_key_refused",
  "no-identity": "attach_key_none",
  "whose-key": "refused_whose_key",
};

/** So that whoever gets the mail can answer sealed. */
export function AttachKeyButton({ model }: { model: ComposeModel }) {
  const state = model.ownKey.state.value;
  const said = SAID[state];
  return (
    <>
      {state !== "yes" && (
        <button
          type="button"
          class="way"
          disabled={state === "working"}
          aria-label={t("attach_key")}
          onClick={() => void model.ownKey.attach()}
        >
          <Icon name="key" size={14} />
          <span>
            {t("attach_key")}
            <span class="muted small">{t("attach_key_why")}</span>
          </span>
        </button>
      )}
      <span class="muted small said" aria-live="polite">
        {said && t(said)}
      </span>
    </>
  );
}
