import { useSignal } from "@preact/signals";
import type { LookupOutcome } from "../../domain/discovery/lookup";
import { askInWaves, lookupPlan } from "../../domain/discovery/plan";
import { ask } from "../components/ask";
import { outcomeWords } from "../components/key-words";
import { loadSettings } from "../components/own/identities";
import { t } from "../i18n";

/** Asks the sources of the settings again, wave by wave, and shows each answer as it arrives. */
export function LookAgain({ address, onDone }: { address: string; onDone: () => void }) {
  const busy = useSignal(false);
  const outcomes = useSignal<readonly LookupOutcome[]>([]);
  const failed = useSignal(false);
  const look = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = false;
    outcomes.value = [];
    await askInWaves(lookupPlan(await loadSettings()), async (step) => {
      const answer = await ask("recipient.lookup", { address, ...step, force: true });
      failed.value ||= !answer.ok;
      if (!answer.ok) return null;
      outcomes.value = [...outcomes.value, answer.value.outcome];
      return answer.value.state.state;
    });
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
            <li key={`${outcome.source} ${outcome.server}`}>{outcomeWords(outcome)}</li>
          ))}
          {failed.value && <li class="ink-e">{t("error_internal")}</li>}
        </ul>
      </div>
    </section>
  );
}
