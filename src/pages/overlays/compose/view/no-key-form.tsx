import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { FieldError } from "../../../components/field";
import { Submit } from "../../../components/submit";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { shown } from "./shown";

interface FormProps {
  readonly model: ComposeModel;
  readonly title: string;
  readonly action: string;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** A question of several fields, in the footer's place like every question of this overlay (see dialogs.tsx). */
export function NoKeyForm({ model, title, action, onSubmit, children }: FormProps) {
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
