import { useSignal } from "@preact/signals";
import browser from "../../platform/browser";
import { t } from "../i18n";

interface Props {
  readonly host: string;
  /** Asks the host, now that it may be asked. */
  readonly onAllowed: () => Promise<void>;
}

/**
 * For a host the browser kept us from: asks for the permission, then the host. Nothing is drawn where the browser gives
 * this place no permissions to ask for (Firefox, in a frame inside a page).
 */
export function AllowHost({ host, onAllowed }: Props) {
  const busy = useSignal(false);
  if (!browser.permissions?.request) return null;
  // First in the click: after an await the browser would no longer see it.
  const allow = async (): Promise<void> => {
    if (!(await browser.permissions.request({ origins: [`https://${host}/*`] }))) return;
    busy.value = true;
    await onAllowed();
    busy.value = false;
  };
  return (
    <p>
      <button type="button" class="button small" aria-disabled={busy.value || undefined} onClick={() => void allow()}>
        {t("allow_host", { host })}
      </button>
    </p>
  );
}
