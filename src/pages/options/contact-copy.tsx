import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PinCheck } from "../../domain/trust/pin-table";
import { ask, failureWord } from "../components/ask";
import { FilePicker } from "../components/controls";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { saveFile } from "../components/save-file";
import { formatNumber, t, tData, type WordKey } from "../i18n";
import { runSearch } from "./contact-search";
import { contactHash } from "./route";

interface Done {
  readonly text: string;
  readonly refused: readonly { readonly address: string; readonly because: string }[];
}

const NO_KEY = { "no-identity": "pins_no_identity", locked: "pins_locked" } as const;

/** Shared by the warning at the top of the page and the card at its end. */
const check = signal<PinCheck | null>(null);

async function look(): Promise<void> {
  const answer = await ask("pins.check", {});
  if (answer.ok) check.value = answer.value;
}

/** The pin table as a file signed by the user's own key, and whether the table here still matches its signature. */
export function ContactCopy() {
  const done = useSignal<Done | null>(null);
  const error = useSignal<WordKey | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => void look(), []);
  const begin = (): void => {
    done.value = null;
    error.value = null;
  };
  const save = async (): Promise<void> => {
    begin();
    const answer = await ask("pins.save", {});
    if (!answer.ok) {
      error.value = failureWord(answer.code, NO_KEY);
      return;
    }
    saveFile(answer.value.fileName, answer.value.text);
    done.value = { text: t("pins_saved"), refused: [] };
  };
  const restore = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    begin();
    const answer = await ask("pins.restore", { text: await file.text() });
    if (!answer.ok) {
      error.value = failureWord(answer.code, {
        "not-a-table": "pins_not_a_table",
        "not-ours": "pins_not_ours",
        "no-identity": "pins_no_identity",
      });
      return;
    }
    const { restored, refused } = answer.value;
    done.value = { text: t("pins_restored", { count: formatNumber(restored) }), refused };
    await Promise.all([runSearch(), look()]);
  };
  return (
    <section class="card pad stack">
      <div>
        <h2>{t("pins_title")}</h2>
        <p class="muted small">{t("pins_text")}</p>
      </div>
      {check.value && check.value.state !== "altered" && (
        <p class={check.value.state === "good" ? "done-line" : "small muted"}>
          {check.value.state === "good" && <Icon name="check" size={14} />}
          {check.value.state === "good" ? t("pins_good") : t("pins_unsigned")}
        </p>
      )}
      <div class="row">
        <button type="button" class="button" onClick={() => void save()}>
          <Icon name="download" size={14} />
          {t("pins_save")}
        </button>
        <button type="button" class="button quiet" onClick={() => picker.current?.click()}>
          {t("pins_restore")}
        </button>
        <FilePicker
          ref={picker}
          class="visually-hidden"
          tabIndex={-1}
          aria-label={t("pins_restore")}
          onFiles={([file]) => void restore(file)}
        />
      </div>
      <div role="status">
        {done.value && (
          <Notice tone={done.value.refused.length > 0 ? "care" : "good"}>
            <p>{done.value.text}</p>
            {done.value.refused.map(({ address, because }) => (
              <p key={address}>{tData(`pins_refused_${because.replaceAll("-", "_")}`, { address })}</p>
            ))}
          </Notice>
        )}
      </div>
      <div role="alert">{error.value && <Notice tone="bad">{t(error.value)}</Notice>}</div>
    </section>
  );
}

/** Warns that something other than Cachet changed the stored keys: which, and what to do. */
export function ChangedList() {
  const error = useSignal<WordKey | null>(null);
  const altered = check.value?.state === "altered" ? check.value : null;
  if (!altered) return null;
  const accept = async (): Promise<void> => {
    const answer = await ask("pins.accept", {});
    error.value = answer.ok ? null : failureWord(answer.code, NO_KEY);
    if (answer.ok) check.value = answer.value;
  };
  return (
    <Notice
      tone="bad"
      title={t("pins_altered_title")}
      actions={
        <button type="button" class="button small" onClick={() => void accept()}>
          {t("pins_accept")}
        </button>
      }
    >
      <p>{altered.addresses.length > 0 ? t("pins_altered_text") : t("pins_altered_all")}</p>
      <ul class="sources">
        {altered.addresses.map((address) => (
          <li key={address}>
            <a href={contactHash(address)}>{address}</a>
          </li>
        ))}
      </ul>
      {error.value && <p role="alert">{t(error.value)}</p>}
    </Notice>
  );
}
