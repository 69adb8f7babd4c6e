import { useId } from "preact/hooks";
import { LEVELS, type Level } from "../../../domain/trust/message-class";
import { t, tData } from "../../i18n";
import type { ComposeModel } from "./compose-model";

/** Who may receive the message: the least that must hold for everybody. What the organisation asks for cannot be undercut. */
export function ClassChoice({ model }: { model: ComposeModel }) {
  const id = useId();
  const { managed } = model.session.settings;
  const { level, inside } = model.least.value;
  const floor = LEVELS.indexOf(managed.least.level);
  return (
    <div class="classes">
      <label for={id}>{t("class_title")}</label>
      <select
        id={id}
        value={level}
        aria-describedby={`${id}-why`}
        onChange={(event) => model.setLeast({ level: event.currentTarget.value as Level, inside })}
      >
        {LEVELS.map((one, i) => (
          <option key={one} value={one} disabled={i < floor}>
            {tData(`class_${one}`)}
          </option>
        ))}
      </select>
      <span class="muted small" id={`${id}-why`}>
        {tData(`class_${level}_why`)}
      </span>
      {managed.domains.length > 0 && (
        <label class="row">
          <input
            type="checkbox"
            checked={inside}
            disabled={managed.least.inside}
            onChange={(event) => model.setLeast({ level, inside: event.currentTarget.checked })}
          />
          {t("class_inside")}
        </label>
      )}
      {(floor > 0 || managed.least.inside) && <span class="muted small">{t("managed_by")}</span>}
    </div>
  );
}
