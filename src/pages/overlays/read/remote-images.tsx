import { careful } from "../../components/careful";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";

/** The most hosts named at once; more would push the message down, and all are in the details. */
const NAMED = 3;

/** Says that remote pictures are not loaded, and what loading them would tell whom. */
export function RemoteImages({ hosts, onLoad }: { hosts: readonly string[]; onLoad: () => void }) {
  const named = hosts.slice(0, NAMED).join(", ");
  const more = hosts.length - NAMED;
  return (
    <div class="note inset wrap remote-images">
      <Icon name="eye" />
      <div class="grow">
        <p class="break">
          {more > 0 ? t("html_remote_many", { hosts: named, count: more }) : t("html_remote", { hosts: named })}
        </p>
        {more > 0 && (
          <details>
            <summary>{t("details")}</summary>
            <p class="small break">{hosts.join(", ")}</p>
          </details>
        )}
      </div>
      <button type="button" class="button small" {...careful("load-images", hosts)} onClick={onLoad}>
        {t("html_remote_load")}
      </button>
    </div>
  );
}
