import { useSignal } from "@preact/signals";
import { Field } from "../../../components/field";
import { LongField } from "../../../components/long-field";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";
import { keyless } from "./no-key-banner";
import { NoKeyForm } from "./no-key-form";

/** A ready text that asks for the other's key. The only other way than ClearDialog by which text leaves in clear; never the editor's. */
export function InviteForm({ model }: { model: ComposeModel }) {
  const { noKey } = model;
  const who = keyless(model);
  const subject = useSignal(t("nokey_invite_subject"));
  const text = useSignal(t("nokey_invite_text", { name: noKey.author.name }));
  const mixed = who.length < allAddresses(model.recipients.value).length;
  return (
    <NoKeyForm
      model={model}
      title={t("nokey_invite_title", { who: who.join(", ") })}
      action={t("nokey_invite_put")}
      onSubmit={() => void noKey.invite(text.value, subject.value)}
    >
      <p>
        {t("nokey_invite_clear")} {mixed && t("nokey_invite_all")} {!model.written.isEmpty() && t("nokey_invite_kept")}
      </p>
      <Field
        label={t("nokey_subject_open")}
        value={subject.value}
        onInput={(value) => {
          subject.value = value;
        }}
      />
      <LongField
        label={t("nokey_invite_words")}
        value={text.value}
        rows={10}
        onInput={(value) => {
          text.value = value;
        }}
      />
    </NoKeyForm>
  );
}
