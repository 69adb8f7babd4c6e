import { useSignal } from "@preact/signals";
import type { RecipientState } from "../../../../domain/trust/contact";
import { careful } from "../../../components/careful";
import { groupFingerprint } from "../../../components/fingerprint";
import { surest } from "../../../components/found-words";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import { ask } from "../../frame/ask";
import type { ComposeModel } from "../compose-model";

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
    <div class="note wrap" role="alert">
      <span class="text-d">
        <Icon name="question" />
      </span>
      <span class="grow break">{failed.value ? t("rivals_failed") : uncheckedWords(state)}</span>
      <span class="row">
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
      </span>
    </div>
  );
}

export function uncheckedWords({ address: who, unchecked, key }: RecipientState): string {
  const domain = who.slice(who.lastIndexOf("@") + 1);
  if (unchecked === "due") return t("unchecked_due", { who, domain });
  const source = surest(key?.sources ?? []);
  return source?.source === "gossip" && source.host !== ""
    ? t("unchecked_gossip", { who, domain, teller: source.host })
    : t("unchecked_mail", { who, domain });
}
