import { useEffect, useRef } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import { Mark } from "../components/mark";
import { Backup } from "../components/own/backup";
import { settings } from "../components/own/identities";
import { OpenWebmail } from "../components/own/open-webmail";
import { t } from "../i18n";
import { ComposePicture } from "./compose-picture";

/** Shown once the key exists: a picture of the lock, three short steps, and a word about keeping a backup. */
export function NextSteps({ identity, brought }: { identity: Identity; brought: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <section class="card welcome-card stack">
        <div>
          <h1 class="sentence" tabIndex={-1} ref={heading}>
            {t("next_title")}
          </h1>
          <p class="muted">
            {t(brought ? "next_intro_imported" : "next_intro", { address: identity.addresses.join(", ") })}
          </p>
        </div>
        <ComposePicture />
        <ol class="steps">
          <li>{t("next_step_1")}</li>
          <li>{t("next_step_2")}</li>
          <li>{t("next_step_3")}</li>
        </ol>
        <div class="your-mark">
          <Mark mark={settings.value.mark} />
          <span class="muted small">{t("next_mark")}</span>
        </div>
        <div class="row">
          <OpenWebmail />
        </div>
      </section>
      <section class="card welcome-card stack">
        <div>
          <h2>{t("next_backup_title")}</h2>
          <p class="muted">{t("next_backup_text")}</p>
        </div>
        <Backup identity={identity} />
      </section>
    </>
  );
}
