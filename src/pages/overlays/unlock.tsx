import { Icon } from "../components/icon";
import { UnlockForm } from "../components/unlock-form";
import { t } from "../i18n";

/**
 * Asks for the passphrase in place, and says why. Nothing here waits for the background: a worker that dies while the
 * user looks for the passphrase is simply asked anew, and what was to be done is still known to the overlay.
 */
export function Unlock({ why, onUnlocked, onCancel }: { why: string; onUnlocked: () => void; onCancel?: () => void }) {
  return (
    <div class="unlock">
      <p class="row nowrap">
        <Icon name="key" size={18} />
        <span>{why}</span>
      </p>
      <UnlockForm
        action={t("unlock_open")}
        onUnlocked={onUnlocked}
        onCancel={onCancel}
        autofocus={onCancel !== undefined}
      />
    </div>
  );
}
