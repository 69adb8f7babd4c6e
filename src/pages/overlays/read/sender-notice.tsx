import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Opened } from "../../../domain/message/opened";
import type { RecipientState } from "../../../domain/trust/contact";
import { FoundBy } from "../../components/found-by";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { ask } from "../frame/ask";
import { lazily } from "../frame/lazily";
import type { ReadModel } from "./read-model";

const KeyNotice = lazily(() => import("../../components/lazy/key-notice").then((part) => part.KeyNotice));

/** Says that what was learnt about the sender could not be stored and holds only for now. */
function Unnoted({ opened: { unnoted, signature } }: { opened: Opened }) {
  if (!unnoted || !("signer" in signature)) return null;
  const who = signature.signer.name || signature.signer.address;
  return (
    <div class="sender-notice">
      <div class="note wrap">
        <span class="text-d">
          <Icon name="warn" />
        </span>
        <span class="grow break">{t(`unnoted_${unnoted}`, { who })}</span>
      </div>
    </div>
  );
}

/** News about the sender's key: once, that it was replaced; on request, how it was found. */
export function SenderNotice({ model, opened }: { model: ReadModel; opened: Opened }) {
  const state = useSignal<RecipientState | null>(null);
  const { from } = model.job;
  const address = from?.address ?? null;
  useEffect(() => {
    if (address === null) return;
    void ask("recipient.states", { addresses: [address] }).then((answer) => {
      if (answer.ok) state.value = answer.value[0] ?? null;
    });
    // `opened` is a dependency because another reading may have found a key.
  }, [address, state, opened]);
  const shown = state.value;
  if (!from || !shown) return <Unnoted opened={opened} />;
  const told = model.panelOpen.value && shown.key !== null && shown.state !== "own";
  return (
    <>
      <Unnoted opened={opened} />
      {shown.notice && (
        <div class="sender-notice">
          <KeyNotice
            name={from.name || from.address}
            address={shown.address}
            notice={shown.notice}
            found={{ sources: shown.key?.sources ?? [], outcomes: shown.outcomes }}
            onDismissed={() => {
              state.value = { ...shown, notice: null };
            }}
          />
        </div>
      )}
      {told && (
        <div class="sender-found">
          <h2>{t("found_by")}</h2>
          <FoundBy address={shown.address} sources={shown.key!.sources} outcomes={shown.outcomes} />
        </div>
      )}
    </>
  );
}
