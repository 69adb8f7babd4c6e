import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { isUnanswered } from "../state/recipient-words";
import type { SealState } from "../state/sending";
import { Banner } from "./banner";
import { NoKeyButtons } from "./no-key-banner";

type Missing = Extract<SealState, { step: "missing-keys" }>;

/** Who has no key, or may have one that nobody could tell of, after the press. */
export function MissingKeys({ model, missing }: { model: ComposeModel; missing: Missing }) {
  const { addresses, strong, unanswered } = missing;
  const again = async (): Promise<void> => {
    await Promise.all(addresses.map((address) => model.keys.again(address)));
    const entries = addresses.map(model.keys.of);
    const answered = unanswered && !entries.some(isUnanswered);
    if (answered || entries.every(({ state }) => state?.state !== "none")) model.step({ type: "cancel" });
  };
  const looking = addresses.some((address) => model.keys.of(address).looking);
  return (
    <Banner
      icon="open"
      tone="d"
      alert
      actions={
        <>
          <button type="button" class="button small" disabled={looking} onClick={() => void again()}>
            {looking ? t("find_key_looking") : t("compose_look_again")}
          </button>
          {!strong && <NoKeyButtons model={model} />}
          {!strong && (
            <button type="button" class="button small" onClick={() => model.step({ type: "send-clear" })}>
              {t(unanswered ? "compose_send_unanswered" : "compose_send_clear")}
            </button>
          )}
        </>
      }
    >
      {missingWords(missing)}
    </Banner>
  );
}

function missingWords({ addresses, strong, unanswered }: Missing): string {
  const who = addresses.join(", ");
  if (strong) return t("compose_missing_strong", { who });
  if (unanswered) return t("compose_unanswered", { who });
  return t(addresses.length === 1 ? "compose_missing_one" : "compose_missing", { who });
}
