import { useSignal } from "@preact/signals";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { t } from "../i18n";
import { loadHome } from "./home-state";

/** Asks the browser not to evict our database; some browsers ask the user, some decide by use of the extension. */
export function KeepStorage({ kind }: { kind: string }) {
  const refused = useSignal(false);
  const keep = async (): Promise<void> => {
    refused.value = !(await navigator.storage.persist().catch(() => false));
    await loadHome();
  };
  return (
    <>
      <button type="button" class={kind} onClick={() => void keep()}>
        <Icon name="check" size={14} />
        {t("step_keep_storage")}
      </button>
      <div role="status">{refused.value && <Notice tone="care">{t("step_keep_storage_refused")}</Notice>}</div>
    </>
  );
}
