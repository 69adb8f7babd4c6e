import { signal } from "@preact/signals";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { Session } from "../../frame/connect";
import { Strip } from "../../report/strip";

/** In the page's box while the message is written in a window of its own. */
export function Moved({ session }: { session: Session<"compose"> }) {
  return (
    <section class="overlay card compose" aria-label={t("compose_region")}>
      <div>
        <Strip mark={session.settings.mark} index={null} open={signal(false)}>
          <h1>{t("compose_title")}</h1>
        </Strip>
        <div class="moved">
          <Icon name="window" size={20} />
          <p>{t("window_here")}</p>
          {/* Where nothing is written in the page, there is nothing to bring it back to. */}
          {session.settings.composeWindow === "choose" && (
            <button type="button" class="button" onClick={() => session.post({ type: "back" })}>
              {t("window_back")}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}
