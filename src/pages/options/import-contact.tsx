import { useSignal } from "@preact/signals";
import { ask, failureWord } from "../components/ask";
import { Notice } from "../components/notice";
import { type GivenKey, KeyInput } from "../components/own/key-input";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";
import { runSearch } from "./contact-search";
import { contactHash } from "./route";

interface Imported {
  readonly addresses: readonly string[];
  readonly changed: readonly string[];
}

/** Imports a contact's key received as a file or as text. */
export function ImportContact() {
  const given = useSignal<GivenKey | null>(null);
  const error = useSignal<WordKey | null>(null);
  const imported = useSignal<Imported | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    imported.value = null;
    error.value = given.value ? null : "contact_import_nothing";
    if (!given.value) return;
    const answer = await ask("contact.import", { key: given.value.key });
    if (!answer.ok) {
      error.value = failureWord(answer.code, {
        "not-a-key": "contact_import_not_a_key",
        "no-address": "contact_import_no_address",
        expired: "contact_import_expired",
        revoked: "contact_import_revoked",
        "too-large": "key_file_too_large",
      });
      return;
    }
    given.value = null;
    imported.value = {
      addresses: answer.value.contacts.map((contact) => contact.address),
      changed: answer.value.changed,
    };
    await runSearch();
  };
  return (
    <details class="card pad">
      <summary>{t("contact_import_title")}</summary>
      <form class="stack" onSubmit={submit} noValidate>
        <KeyInput
          value={given.value}
          onGive={(next) => {
            given.value = next;
            error.value = null;
          }}
          error={error.value && t(error.value)}
        />
        <div class="row">
          <Submit kind="plain">{t("contact_import")}</Submit>
        </div>
        {imported.value && imported.value.changed.length === 0 && (
          <Notice tone="good" role="status">
            {t("contact_imported", { addresses: imported.value.addresses.join(", ") })}
          </Notice>
        )}
        {imported.value?.changed.map((address) => (
          <Notice key={address} tone="bad" role="alert" title={t("keystate_changed")}>
            {t("contact_import_changed", { address })} <a href={contactHash(address)}>{t("contact_settle")}</a>
          </Notice>
        ))}
      </form>
    </details>
  );
}
