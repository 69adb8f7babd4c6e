import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Field } from "../field";

interface ConfirmProps {
  readonly title: string;
  readonly action: string;
  /** What is lost. */
  readonly children: ComponentChildren;
  /** If given, the action waits until this text is typed. */
  readonly typed?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is lost. The browser's own dialog keeps the focus inside, gives it back, and closes on Escape. */
export function Confirm({ title, action, children, typed, onConfirm, onClose }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const written = useSignal("");
  const tried = useSignal(false);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const ready = typed === undefined || written.value.trim().toLowerCase() === typed.toLowerCase();
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (!ready) return;
    dialog.current?.close();
    onConfirm();
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={id} onClose={onClose}>
      <form class="stack" onSubmit={submit} noValidate>
        <h2 id={id}>{title}</h2>
        {children}
        {typed !== undefined && (
          <Field
            label={t("confirm_type", { text: typed })}
            value={written.value}
            onInput={(value) => {
              written.value = value;
            }}
            error={tried.value && !ready ? t("confirm_type_wrong", { text: typed }) : null}
          />
        )}
        <div class="row end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("cancel")}
          </button>
          <button type="submit" class="button danger">
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
