import { Icon } from "../components/icon";
import { t } from "../i18n";

/** null: nothing to say. */
export type SaveState = "saved" | "failed" | null;

export function Saved({ state }: { state: SaveState }) {
  return (
    <p class={state === "failed" ? "field-error" : "done-line"} role="status">
      {state && <Icon name={state === "failed" ? "warn" : "check"} size={14} />}
      {state === "saved" && t("saved")}
      {state === "failed" && t("not_saved")}
    </p>
  );
}
