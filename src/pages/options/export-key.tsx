import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import { ask, failureWord } from "../components/ask";
import { Select } from "../components/controls";
import { Icon } from "../components/icon";
import { BeforeLeaving, NOT_LEFT } from "../components/own/before-leaving";
import { PassphraseField } from "../components/own/passphrase-field";
import { saveFile } from "../components/save-file";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";

/** The key as files for other programs: public key, secret key, revocation. */
export function ExportKey({ identity }: { identity: Identity }) {
  const passphrase = useSignal("");
  const address = useSignal(identity.addresses[0] ?? "");
  const id = useId();
  const done = useSignal<string | null>(null);
  const error = useSignal<WordKey | null>(null);
  const asking = useSignal(false);
  const save = async (
    what: "public" | "secret" | "revocation",
    current: string | null = null,
  ): Promise<WordKey | null> => {
    done.value = null;
    error.value = null;
    const answer = await ask("identity.export", {
      fingerprint: identity.fingerprint,
      what,
      ...(what === "public" && address.value !== "" ? { address: address.value } : {}),
      ...(what === "secret" ? { current, ...(passphrase.value && { passphrase: passphrase.value }) } : {}),
    });
    if (!answer.ok) return failureWord(answer.code, NOT_LEFT);
    saveFile(answer.value.fileName, answer.value.text);
    passphrase.value = "";
    done.value = answer.value.fileName;
    return null;
  };
  const saveAtOnce = async (what: "public" | "revocation"): Promise<void> => {
    error.value = await save(what);
  };
  return (
    <section class="pad stack">
      <div>
        <h3>{t("export_title")}</h3>
        <p class="muted small">{t("export_text")}</p>
      </div>
      {identity.addresses.length > 1 && (
        <div class="field-block narrow">
          <label class="label" for={id}>
            {t("export_address")}
          </label>
          <Select
            id={id}
            value={address.value}
            onChange={(event) => {
              address.value = event.currentTarget.value;
            }}
          >
            {identity.addresses.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
            <option value="">{t("export_address_all")}</option>
          </Select>
          <p class="muted small">{t("export_address_why")}</p>
        </div>
      )}
      <div class="row">
        <button type="button" class="button" onClick={() => void saveAtOnce("public")}>
          <Icon name="download" size={14} />
          {t("export_public")}
        </button>
        <button type="button" class="button quiet" onClick={() => void saveAtOnce("revocation")}>
          {t("export_revocation")}
        </button>
      </div>
      <p class="done-line" role="status">
        {done.value && t("backup_saved", { file: done.value })}
      </p>
      {error.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{t(error.value)}</span>
        </p>
      )}
      <details>
        <summary>{t("export_secret_summary")}</summary>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            asking.value = true;
          }}
        >
          <p class="muted small">{t("export_secret_text")}</p>
          <PassphraseField
            label={t("export_secret_passphrase")}
            value={passphrase.value}
            onInput={(value) => {
              passphrase.value = value;
            }}
            choosing={{ about: [identity.name, ...identity.addresses] }}
          />
          <div class="row">
            <Submit kind="plain">{t("export_secret")}</Submit>
          </div>
        </form>
      </details>
      {asking.value && (
        <BeforeLeaving
          identity={identity}
          title={t("leave_secret_title")}
          text={t(passphrase.value ? "leave_secret_text" : "leave_secret_bare")}
          onGo={(current) => save("secret", current)}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </section>
  );
}
