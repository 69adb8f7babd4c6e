import { t } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { signerName } from "../state/speaking";

/** The question comes when it must be asked: most people have one key, and it is their account's. */
const WhoseKey = lazily(async () => (await import("./whose-key")).WhoseKey);

/** Whom the message leaves from and whose key signs it. Said whenever it does not go without saying. */
export function SpeaksRow({ model }: { model: ComposeModel }) {
  const { speaker, keys, askAgain } = model.speaking;
  const { value } = speaker;
  if (value.is === "from" && keys.value.length === 1) return null;
  return (
    <>
      <div class="line">
        <span class="label">{t("speaks_from")}</span>
        <span class={`grow break ${value.is === "from" ? "" : "text-d"}`} role="status">
          {said(model)}
        </span>
        {value.is === "chosen" && (
          <button type="button" class="button small" onClick={askAgain}>
            {t("speaks_change")}
          </button>
        )}
      </div>
      {!("key" in value) && <WhoseKey model={model} />}
    </>
  );
}

function said({ speaking: { speaker, from } }: ComposeModel): string {
  const { value } = speaker;
  const { value: address } = from;
  if (!("key" in value)) return address === null ? t("speaks_untold") : t("speaks_undecided", { from: address });
  const signer = signerName(value.key, address);
  if (address === null) return t("speaks_only", { signer });
  return t(value.is === "chosen" ? "speaks_chosen" : "speaks_own", { from: address, signer });
}
