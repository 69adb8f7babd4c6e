import "./class-choice.css";
import { useEffect, useId, useRef } from "preact/hooks";
import { LEVELS, type Level } from "../../../../domain/trust/message-class";
import { Select, Tick } from "../../../components/controls";
import { t, tData } from "../../../i18n";
import type { ComposeModel } from "../compose-model";

/** Who may receive the message: the least that must hold for everybody. What the organisation asks for cannot be undercut. */
export function ClassChoice({ model }: { model: ComposeModel }) {
  const id = useId();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => choice.current?.focus(), []);
  const { managed } = model.session.settings;
  const { level, inside } = model.least.value;
  const floor = LEVELS.indexOf(managed.least.level);
  const done = (): void => {
    model.choosingClass.value = false;
    document.querySelector<HTMLElement>("[data-editor]")?.focus({ preventScroll: true });
  };
  return (
    <fieldset
      class="classes"
      aria-label={t("class_title")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        done();
      }}
    >
      <label for={id}>{t("class_title")}</label>
      <Select
        id={id}
        ref={choice}
        value={level}
        aria-describedby={`${id}-why`}
        onChange={(event) => model.setLeast({ level: event.currentTarget.value as Level, inside })}
      >
        {LEVELS.map((one, i) => (
          <option key={one} value={one} disabled={i < floor}>
            {tData(`class_${one}`)}
          </option>
        ))}
      </Select>
      {managed.domains.length > 0 && (
        <label class="row">
          <Tick
            checked={inside}
            disabled={managed.least.inside}
            onChange={(event) => model.setLeast({ level, inside: event.currentTarget.checked })}
          />
          {t("class_inside")}
        </label>
      )}
      <button type="button" class="button small" onClick={done}>
        {t("class_done")}
      </button>
      <span class="muted small why" id={`${id}-why`}>
        {tData(`class_${level}_why`)}
        {(floor > 0 || managed.least.inside) && `. ${t("managed_by")}`}
      </span>
    </fieldset>
  );
}
