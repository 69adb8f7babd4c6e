import { useSignal } from "@preact/signals";
import type { LookupOutcome } from "../../messages/types";
import { ask } from "../components/ask";
import { outcomeWords } from "../components/key-words";
import { t } from "../i18n";

const SOURCES = ["dns", "wkd"] as const;

/** Asks both sources afresh and says what each answered, as it answers. */
export function LookAgain({ address, onDone }: { address: string; onDone: () => void }) {
  const busy = useSignal(false);
  const outcomes = useSignal<readonly LookupOutcome[]>([]);
  const failed = useSignal(false);
  const look = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = false;
    outcomes.value = [];
    await Promise.all(
      SOURCES.map(async (source) => {
        const answer = await ask("recipient.lookup", { address, source, force: true });
        if (answer.ok) outcomes.value = [...outcomes.value, answer.value.outcome];
        else failed.value = true;
      }),
    );
    busy.value = false;
    onDone();
  };
  return (
    <section class="pad stack">
      <div class="row">
        <button type="button" class="button" aria-disabled={busy.value || undefined} onClick={look}>
          {busy.value ? t("look_again_busy") : t("look_again")}
        </button>
      </div>
      <div role="status">
        <ul class="sources">
          {outcomes.value.map((outcome) => (
            <li key={outcome.source}>{outcomeWords(outcome)}</li>
          ))}
          {failed.value && <li class="ink-e">{t("error_internal")}</li>}
        </ul>
      </div>
    </section>
  );
}
