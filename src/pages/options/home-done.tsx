import type { Finished } from "../../domain/privacy/steps";
import { Icon } from "../components/icon";
import { t, tData } from "../i18n";

export const doneWords = (what: Finished): string => tData(`done_${what.replaceAll("-", "_")}`);

/** One quiet line for a finished step, until the user puts it away. */
export function HomeDone({ what, onClose }: { what: Finished; onClose: () => void }) {
  return (
    <li>
      <Ticked />
      <span>{doneWords(what)}</span>
      <PutAway onClose={onClose} />
    </li>
  );
}

export function Ticked() {
  return (
    <span class="step-disc ticked" aria-hidden="true">
      <Icon name="check" size={14} />
    </span>
  );
}

export function PutAway({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" class="button quiet small" aria-label={t("home_put_away")} onClick={onClose}>
      <Icon name="close" size={14} />
    </button>
  );
}
