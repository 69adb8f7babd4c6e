import { failureWord } from "../components/ask";
import { Icon } from "../components/icon";
import { t } from "../i18n";

/** Says that the action failed. */
export function Failed({ code }: { code: string | null }) {
  if (code === null) return null;
  return (
    <p class="field-error" role="alert">
      <Icon name="warn" size={14} />
      <span>{t(failureWord(code, {}))}</span>
    </p>
  );
}
