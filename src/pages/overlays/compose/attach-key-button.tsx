import { Icon } from "../../components/icon";
import { t, type WordKey } from "../../i18n";
import type { KeyAttached } from "./attach-key";
import type { ComposeModel } from "./compose-model";

const SAID: Partial<Record<KeyAttached, WordKey>> = {
  yes: "attach_key_done",
  refused: "attach_key_refused",
  "no-identity": "attach_key_none",
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
          class="button quiet"
          disabled={state === "working"}
          title={t("attach_key_why")}
          onClick={() => void model.ownKey.attach()}
        >
          <Icon name="clip" size={14} />
          {t("attach_key")}
        </button>
      )}
      <span class="muted small" aria-live="polite">
        {said && t(said)}
      </span>
    </>
  );
}
