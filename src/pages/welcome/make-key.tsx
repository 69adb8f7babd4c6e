import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { parseAddress } from "../../domain/address";
import type { Identity } from "../../domain/identity";
import { ask, failureWord } from "../components/ask";
import { Field } from "../components/field";
import { Notice } from "../components/notice";
import { identities, loadIdentities, saveSettings, settings } from "../components/own/identities";
import { MarkChoice, marksFor, turnOf } from "../components/own/mark-choice";
import { PassphraseField } from "../components/own/passphrase-field";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";

interface MakeKeyProps {
  readonly suggested: { readonly name: string; readonly address: string };
  readonly onDone: (identity: Identity) => void;
  readonly onHaveOne: () => void;
}

export function MakeKey({ suggested, onDone, onHaveOne }: MakeKeyProps) {
  const another = identities.value.length > 0;
  const name = useSignal(suggested.name);
  const address = useSignal(another ? "" : suggested.address);
  const passphrase = useSignal("");
  // A random mark, from the background: if everyone kept the same first mark, a fake overlay would only have to show that one.
  const mark = useSignal(settings.peek().mark);
  const marks = marksFor(turnOf(mark.peek()));
  const busy = useSignal(false);
  const wrong = useSignal<{ name?: WordKey; address?: WordKey; form?: WordKey }>({});
  const nameInput = useRef<HTMLInputElement>(null);
  const addressInput = useRef<HTMLInputElement>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    const parsed = parseAddress(address.value);
    wrong.value = {
      ...(name.value.trim() ? {} : { name: "error_name_missing" }),
      ...(parsed ? {} : { address: "error_address" }),
    };
    if (wrong.value.name) return nameInput.current?.focus();
    if (!parsed) return addressInput.current?.focus();
    busy.value = true;
    if (!another) await saveSettings({ mark: mark.value });
    const answer = await ask("identity.create", {
      name: name.value.trim(),
      address: parsed,
      ...(passphrase.value ? { passphrase: passphrase.value } : {}),
    });
    busy.value = false;
    if (answer.ok) {
      await loadIdentities();
      return onDone(answer.value);
    }
    if (answer.code === "bad-address" || answer.code === "already-there") {
      wrong.value = { address: answer.code === "bad-address" ? "error_address" : "error_address_has_key" };
      return addressInput.current?.focus();
    }
    wrong.value = { form: failureWord(answer.code, { failed: "error_make_key" }) };
  };

  return (
    <form class="card welcome-card stack" onSubmit={submit} noValidate>
      <div>
        <h1 class="sentence">{another ? t("welcome_another_title") : t("welcome_title")}</h1>
        <p class="muted">{t("welcome_intro")}</p>
      </div>
      <Field
        label={t("name")}
        value={name.value}
        onInput={(value) => {
          name.value = value;
        }}
        error={wrong.value.name && t(wrong.value.name)}
        inputRef={nameInput}
      />
      <Field
        label={t("address")}
        type="email"
        value={address.value}
        onInput={(value) => {
          address.value = value;
        }}
        error={wrong.value.address && t(wrong.value.address)}
        inputRef={addressInput}
      />
      {!another && (
        <MarkChoice
          legend={t("welcome_mark")}
          marks={marks}
          value={mark.value}
          onChoose={(chosen) => {
            mark.value = chosen;
          }}
        />
      )}
      <details>
        <summary>{t("welcome_passphrase")}</summary>
        <div class="stack">
          <p class="muted small">{t("welcome_passphrase_why")}</p>
          <PassphraseField
            label={t("passphrase")}
            value={passphrase.value}
            onInput={(value) => {
              passphrase.value = value;
            }}
            choosing={{ about: [name.value, address.value] }}
          />
        </div>
      </details>
      {wrong.value.form && (
        <Notice tone="bad" role="alert">
          {t(wrong.value.form)}
        </Notice>
      )}
      <div class="row">
        <Submit busy={busy.value}>{busy.value ? t("welcome_making") : t("welcome_make")}</Submit>
        <button type="button" class="button quiet" onClick={onHaveOne}>
          {t("welcome_have_one")}
        </button>
      </div>
      <p class="visually-hidden" role="status">
        {busy.value ? t("welcome_making") : ""}
      </p>
      {busy.value && <span class="working" aria-hidden="true" />}
    </form>
  );
}
