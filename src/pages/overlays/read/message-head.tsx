import { t } from "../../i18n";
import type { ShownMessage } from "./shown-message";

/** The subject from within the layers, as the message's heading. */
export function MessageHead({ shown }: { shown: ShownMessage }) {
  const subject = shown.headers?.subject;
  const guessed = shown.blocks.some((block) => block.guessed);
  return (
    <>
      {subject && (
        <h1 class="subject">
          <bdi>{subject}</bdi>
        </h1>
      )}
      {guessed && <p class="guessed small muted">{t("read_guessed")}</p>}
    </>
  );
}
