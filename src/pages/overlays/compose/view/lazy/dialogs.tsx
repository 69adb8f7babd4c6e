import "./dialogs.css";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { isAboveDefault } from "../../../../../domain/trust/message-class";
import { careful } from "../../../../components/careful";
import { Field, FieldError } from "../../../../components/field";
import { copyText } from "../../../../components/lazy/copy-text";
import { LongField } from "../../../../components/long-field";
import { saveFile } from "../../../../components/save-file";
import { Submit } from "../../../../components/submit";
import { t } from "../../../../i18n";
import { askWindow } from "../../../frame/lazy/ask-window";
import type { ComposeModel } from "../../compose-model";
import { allAddresses } from "../../state/recipients";
import { keyless, shown } from "../banner";

/**
 * A question that must be answered before anything else. It stands in the flow, in the footer's place: a centred dialog
 * would be centred in a frame that may be taller than the window.
 */
function Dialog({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    const over = shown(place.current!);
    return () => {
      over();
      // The question is answered, so writing goes on where it stopped.
      document.querySelector<HTMLElement>("[data-editor]")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      class="dialog"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      ref={place}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      <div class="row">{children}</div>
    </div>
  );
}

interface ClearProps {
  readonly model: ComposeModel;
  readonly addresses: readonly string[];
  readonly unanswered: boolean;
}

/** Text of the editor leaves in clear only through here. Cancel comes first and has the focus. */
export function ClearDialog({ model, addresses, unanswered }: ClearProps) {
  const who = addresses.join(", ");
  const warning = unanswered ? `${t("clear_unanswered", { who })} ` : "";
  return (
    <Dialog title={t("clear_title")} text={warning + t("clear_text", { who })}>
      <button type="button" class="button primary" data-first onClick={() => model.step({ type: "cancel" })}>
        {t("cancel")}
      </button>
      <button type="button" class="button" {...careful("send-clear")} onClick={() => model.step({ type: "confirmed" })}>
        {t("clear_confirm")}
      </button>
    </Dialog>
  );
}

export function CloseDialog({ model }: { model: ComposeModel }) {
  const sealed = model.reopened.value;
  return (
    <Dialog
      title={t("close_title")}
      text={(model.tookBack.value ? `${t("seal_stopped")} ` : "") + t(sealed ? "close_text_reopened" : "close_text")}
    >
      <button type="button" class="button primary" data-first onClick={() => model.chooseClose("keep")}>
        {t("close_keep")}
      </button>
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button" {...careful("put-back")} onClick={() => model.chooseClose("put-back")}>
          {t("close_put_back")}
        </button>
      )}
      <button type="button" class="button" data-careful="seen" onClick={() => model.chooseClose("discard")}>
        {t("compose_discard")}
      </button>
      <button type="button" class="button quiet" onClick={model.stay}>
        {t("close_back")}
      </button>
    </Dialog>
  );
}

interface FormProps {
  readonly model: ComposeModel;
  readonly title: string;
  readonly action: string;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** A question of several fields, in the footer's place like every question of this overlay. */
function NoKeyForm({ model, title, action, onSubmit, children }: FormProps) {
  const { noKey } = model;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    return shown(place.current!);
  }, []);
  const busy = noKey.busy.value;
  return (
    <div class="dialog" role="dialog" aria-modal="true" aria-labelledby={id} ref={place}>
      <form
        class="no-key"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSubmit();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <FieldError id={`${id}-problem`} text={noKey.problem.value && t(noKey.problem.value)} />
        {noKey.byHand.value && <NoKeyByHand placed={noKey.byHand.value} />}
        <div class="row" data-careful="seen">
          <Submit busy={busy}>{busy ? t("compose_sealing") : action}</Submit>
          <button type="button" class="button" onClick={() => noKey.show(null)}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </div>
  );
}

/** What the page did not take, to put there by hand. */
function NoKeyByHand({ placed: { text, files } }: { placed: NonNullable<ComposeModel["noKey"]["byHand"]["value"]> }) {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    said.value = t((await copyText(text)) ? "copied" : "by_hand_not_copied");
  };
  return (
    <div class="row">
      <button type="button" class="button small" onClick={() => void copy()}>
        {t("by_hand_copy_words")}
      </button>
      {files.map(({ name, bytes, type }) => (
        <button key={name} type="button" class="button small" onClick={() => saveFile(name, bytes, type)}>
          {t("by_hand_attach")}
        </button>
      ))}
      <span class="small" role="status">
        {said.value}
      </span>
    </div>
  );
}

/** A prepared text that asks for the recipient's key. Besides ClearDialog the only text that leaves in clear, and never the editor's. */
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

/** The message as an attachment that opens with a passphrase, which is chosen in a window of our own. */
export function PasswordMessageForm({ model }: { model: ComposeModel }) {
  const { noKey } = model;
  const subject = useSignal(t("nokey_letter_subject"));
  const who = keyless(model);
  const everyone = allAddresses(model.recipients.value);
  const action = t(model.job.canSend ? "compose_seal_and_send" : "compose_seal");
  const submit = async (): Promise<void> => {
    const about = [noKey.author.from];
    const answer = await askWindow({ kind: "password-message", label: action, people: everyone, about });
    if (answer.typed !== null) void noKey.passwordMessage(answer.typed, subject.value);
    else if (!answer.opened) noKey.noWindow();
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
