// What an overlay shows while the background cannot read what it keeps. There is no key to seal or open by, and nobody is told
// that they have none.
import { render } from "preact";
import { Notice } from "../components/notice";
import { t } from "../i18n";

/** Resolves when the user presses the button; takes the words away then. */
export function untilTriedAgain(trouble: "full" | "unreadable"): Promise<void> {
  return new Promise((resolve) => {
    const again = (): void => {
      render(null, document.body);
      resolve();
    };
    render(
      <Notice
        tone="bad"
        role="alert"
        title={t(trouble === "full" ? "open_full_title" : "open_unreadable_title")}
        actions={
          <button type="button" class="button small" onClick={again}>
            {t("try_again")}
          </button>
        }
      >
        {t(trouble === "full" ? "kept_full" : "error_unreadable")}
      </Notice>,
      document.body,
    );
  });
}
