import { useSignal } from "@preact/signals";
import { Field } from "../../../components/field";
import { t } from "../../../i18n";
import { askWindow } from "../../frame/ask-window";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";
import { keyless } from "./no-key-banner";
import { NoKeyForm } from "./no-key-form";

/** The message as an attachment that opens with a passphrase, which is chosen in a window of our own. */
export function LetterForm({ model }: { model: ComposeModel }) {
  const { noKey } = model;
  const subject = useSignal(t("nokey_letter_subject"));
  const who = keyless(model);
  const everyone = allAddresses(model.recipients.value);
  const action = t(model.job.canSend ? "compose_seal_and_send" : "compose_seal");
  const submit = async (): Promise<void> => {
    const about = [noKey.author.from];
    const answer = await askWindow({ kind: "letter", label: action, people: everyone, about });
    if (answer.typed !== null) void noKey.letter(answer.typed, subject.value);
    else if (!answer.opened) noKey.problem.value = "consent_no_window";
  };
  return (
    <NoKeyForm model={model} title={t("nokey_letter")} action={t("nokey_letter_next")} onSubmit={() => void submit()}>
      <p>{t("nokey_letter_what")}</p>
      {who.length < everyone.length && <p>{t("nokey_letter_mixed", { who: who.join(", ") })}</p>}
      <Field
        label={t("nokey_subject_open")}
        value={subject.value}
        onInput={(value) => {
          subject.value = value;
        }}
      />
      <p class="small muted">{t("nokey_letter_less")}</p>
    </NoKeyForm>
  );
}
