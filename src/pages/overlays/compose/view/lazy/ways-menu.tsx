import "./ways-menu.css";
import { useEffect, useId, useRef } from "preact/hooks";
import { isAboveDefault, LEVELS, type Level } from "../../../../../domain/trust/message-class";
import { careful } from "../../../../components/careful";
import { Select, Tick } from "../../../../components/controls";
import { Icon } from "../../../../components/icon";
import { t, tData, type WordKey } from "../../../../i18n";
import type { ComposeModel } from "../../compose-model";
import type { KeyAttached } from "../../send/without-key";

interface MenuProps {
  readonly model: ComposeModel;
  /** What is asked of every recipient, in words. */
  readonly asked: string;
  readonly close: () => void;
}

/** Rarely needed options: text only, signing without sealing, attaching the own key, who may receive the message. */
export function WaysMenu({ model, asked, close }: MenuProps) {
  const { written } = model;
  const possible = written.html.value === null && written.attachments.value.length === 0;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("input:enabled, button")?.focus();
    const over = new AbortController();
    const { signal } = over;
    const outside = (event: Event): void => {
      if (!place.current?.parentElement?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      // Escape closes one thing at a time.
      event.stopPropagation();
      close();
    };
    document.addEventListener("pointerdown", outside, { signal });
    document.addEventListener("keydown", onKey, { capture: true, signal });
    return () => over.abort();
  }, []);
  return (
    <div class="card menu" ref={place}>
      <label class="way">
        <Tick
          checked={written.inlineOnly.value && possible}
          disabled={!possible}
          onChange={(event) => written.setInlineOnly(event.currentTarget.checked)}
        />
        <span>
          {t("way_inline")}
          <span class="muted small">{t(possible ? "way_inline_why" : "way_inline_off")}</span>
        </span>
      </label>
      {!isAboveDefault(model.least.value) && (
        <button
          type="button"
          class="way"
          {...careful("sign-clear")}
          onClick={() => {
            close();
            model.press(false, "sign");
          }}
        >
          <Icon name="open" size={14} />
          <span>
            {t("way_sign")}
            <span class="muted small">{t("way_sign_why")}</span>
          </span>
        </button>
      )}
      <AttachKeyButton model={model} />
      <button
        type="button"
        class="way"
        onClick={() => {
          close();
          model.chooseClass(true);
        }}
      >
        <Icon name="person" size={14} />
        <span>
          {t("class_title")}
          <span class="muted small">{asked}</span>
        </span>
      </button>
    </div>
  );
}

const OUTCOMES: Partial<Record<KeyAttached, WordKey>> = {
  yes: "attach_key_done",
  refused: "attach_key_refused",
  "no-identity": "attach_key_none",
  "whose-key": "refused_whose_key",
};

/** So that whoever gets the mail can answer sealed. */
function AttachKeyButton({ model }: { model: ComposeModel }) {
  const state = model.ownKey.state.value;
  const outcome = OUTCOMES[state];
  return (
    <>
      {state !== "yes" && (
        <button
          type="button"
          class="way"
          disabled={state === "working"}
          aria-label={t("attach_key")}
          onClick={() => void model.ownKey.attach()}
        >
          <Icon name="key" size={14} />
          <span>
            {t("attach_key")}
            <span class="muted small">{t("attach_key_why")}</span>
          </span>
        </button>
      )}
      <span class="muted small said" aria-live="polite">
        {outcome && t(outcome)}
      </span>
    </>
  );
}

/** Who may receive the message: the least that must hold for everybody. What the organisation asks for cannot be undercut. */
export function ClassChoice({ model }: { model: ComposeModel }) {
  const id = useId();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => choice.current?.focus(), []);
  const { managed } = model.session.settings;
  const { level, inside } = model.least.value;
  const floor = LEVELS.indexOf(managed.least.level);
  const done = (): void => {
    model.chooseClass(false);
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
