import { useSignal } from "@preact/signals";
import type { Identity } from "../../domain/identity";
import { t, type WordKey } from "../i18n";
import { PassphraseForm } from "./passphrase-form";

/** Sets, changes or removes the passphrase. */
export function Protection({ identity }: { identity: Identity }) {
  const has = identity.protection === "passphrase";
  const done = useSignal<WordKey | null>(null);
  return (
    <section class="pad stack">
      <div>
        <h3>{t("protect_title")}</h3>
        <p class="muted small">{has ? t("protect_has") : t("protect_has_not")}</p>
      </div>
      <p class="done-line" role="status">
        {done.value && t(done.value)}
      </p>
      <details>
        <summary>{has ? t("protect_change") : t("protect_add")}</summary>
        <PassphraseForm
          identity={identity}
          onSaid={(said) => {
            done.value = said;
          }}
        />
      </details>
    </section>
  );
}
