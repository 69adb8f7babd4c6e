import { useSignal } from "@preact/signals";
import type { PublishedKey } from "../../domain/publish/published";
import { formatVerificationCode } from "../../domain/trust/verification-code";
import { Icon } from "../components/icon";
import { Qr } from "../components/own/qr";
import { saveFile } from "../components/save-file";
import { t } from "../i18n";
import { PublishCard } from "./publish-card";
import { Copy } from "./publish-copy";

/** In person: the key itself, and a code with which another device compares it. */
export function PublishByHand({ own }: { own: PublishedKey }) {
  const saved = useSignal(false);
  return (
    <PublishCard
      icon="person"
      title={t("publish_hand_title")}
      what={t("publish_hand_what")}
      reveals={t("publish_hand_reveals")}
    >
      <div class="hand-over">
        <Qr text={formatVerificationCode(own.fingerprint, own.address)} label={t("publish_hand_qr")} size={148} />
        <div class="stack">
          <p>{t("publish_hand_how")}</p>
          <div class="row">
            <Copy text={own.armored} kind="primary">
              {t("publish_hand_copy")}
            </Copy>
            <button
              type="button"
              class="button"
              onClick={() => {
                saveFile(own.fileName, own.armored);
                saved.value = true;
              }}
            >
              <Icon name="download" size={14} />
              {t("publish_hand_save")}
            </button>
          </div>
          <p class="done-line" role="status">
            {saved.value && t("backup_saved", { file: own.fileName })}
          </p>
        </div>
      </div>
    </PublishCard>
  );
}
