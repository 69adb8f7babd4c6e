import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../../components/icon";
import { t, type WordKey } from "../../../../i18n";
import type { Session } from "../../../frame/connect";
import { Strip } from "../../../report/strip";
import { OPEN_MS, openWindow } from "../../state/moving";

interface Props {
  readonly session: Session<"compose">;
  /** In private browsing no separate window may open: what is written there would be stored. */
  readonly onPrivate: () => void;
}

type State = "closed" | "opening" | "failed";

const WORDS: Readonly<Record<State, WordKey>> = {
  closed: "window_always",
  opening: "window_always_opening",
  failed: "window_always_failed",
};

/**
 * Fills the page's box where messages are written in a separate window only. The user's press on the lock opens that window.
 * A page can reload this frame, so a reloaded one waits for another press.
 */
export function InWindow({ session, onPrivate }: Props) {
  const [state, setState] = useState<State>("closed");
  const open = async (): Promise<void> => {
    setState("opening");
    const failed = await openWindow(session, session.job.draftId);
    if (failed === "private") return onPrivate();
    if (failed) return setState("failed");
    setTimeout(() => setState("failed"), OPEN_MS);
  };
  useEffect(() => {
    if (session.job.pressed) void open();
  }, []);
  return (
    <section class="overlay card compose" aria-label={t("compose_region")}>
      <div>
        <Strip mark={session.settings.mark} index={null} open={signal(false)}>
          <h1>{t("compose_title")}</h1>
        </Strip>
        <div class="moved">
          <Icon name={state === "failed" ? "warn" : "window"} size={20} />
          <p role={state === "failed" ? "alert" : "status"}>{t(WORDS[state])}</p>
          {state !== "opening" && (
            <span class="row">
              <button type="button" class="button" onClick={() => void open()}>
                {t("window_always_open")}
              </button>
              <button
                type="button"
                class="button quiet"
                onClick={() => void session.page.ask("close", { restore: true })}
              >
                {t("compose_close")}
              </button>
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

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
            <button type="button" class="button" onClick={() => session.post({ event: "back" })}>
              {t("window_back")}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}
