import { useSignal } from "@preact/signals";
import type { LookupOutcome, RecipientState } from "../../messages/types";
import browser from "../../platform/browser";
import { t } from "../i18n";
import { ask } from "./ask";

interface Props {
  readonly address: string;
  readonly outcome: LookupOutcome;
  readonly onAnswered: (state: RecipientState) => void;
}

/**
 * For a host the browser kept us from: asks for the permission, then the host. Nothing is drawn where the browser gives
 * this place no permissions to ask for (Firefox, in a frame inside a page).
 */
export function AllowHost({ address, outcome, onAnswered }: Props) {
  const busy = useSignal(false);
  if (!browser.permissions?.request) return null;
  const { source, server, host } = outcome;
  // First in the click: after an await the browser would no longer see it.
  const allow = async (): Promise<void> => {
    if (!(await browser.permissions.request({ origins: [`https://${host}/*`] }))) return;
    busy.value = true;
    const answer = await ask("recipient.lookup", { address, source, force: true, ...(server ? { server } : {}) });
    busy.value = false;
    if (answer.ok) onAnswered(answer.value.state);
  };
  return (
    <p>
      <button type="button" class="button small" aria-disabled={busy.value || undefined} onClick={() => void allow()}>
        {t("allow_host", { host })}
      </button>
    </p>
  );
}
