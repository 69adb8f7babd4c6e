import "./import-keyring.css";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { formatNumber, t } from "../i18n";
import { KeyringReport } from "./import-keyring-report";
import { forgetKeyring, keyringImport, openKeyring, runKeyring, stopKeyring } from "./import-keyring-run";

/** Everybody's keys at once, from another program's file. */
export function ImportKeyring() {
  const state = keyringImport.value;
  return (
    <details class="card pad" open={state.stage !== "idle"}>
      <summary>{t("keys_import_title")}</summary>
      <div class="stack">
        {(state.stage === "idle" || state.stage === "reading" || state.stage === "refused") && <FileDrop />}
        {state.stage === "reading" && <p role="status">{t("keys_reading", { name: state.fileName })}</p>}
        {state.stage === "refused" && (
          <Notice tone="bad" role="alert">
            {t(state.word)}
          </Notice>
        )}
        {state.stage === "ready" && <Ready fileName={state.fileName} total={state.total} cut={state.cut} />}
        {state.stage === "running" && <Running fileName={state.fileName} total={state.total} done={state.done} />}
        {state.stage === "ended" && <KeyringReport ended={state} />}
      </div>
    </details>
  );
}

function FileDrop() {
  const picker = useRef<HTMLInputElement>(null);
  const over = useSignal(false);
  const take = (file: File | undefined): void => {
    if (file) void openKeyring(file);
  };
  return (
    <fieldset
      class={over.value ? "drop over keys-drop" : "drop keys-drop"}
      aria-label={t("keys_import_title")}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        take(event.dataTransfer?.files[0]);
      }}
    >
      <p class="muted small">{t("keys_import_text")}</p>
      <div class="row">
        <button type="button" class="button small" onClick={() => picker.current?.click()}>
          <Icon name="clip" size={14} />
          {t("key_file_choose")}
        </button>
        <span class="muted small">{t("key_file_drop")}</span>
      </div>
      <input
        ref={picker}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={t("keys_file")}
        accept=".gpg,.pgp,.asc,.kbx,.key,.txt,application/pgp-keys"
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </fieldset>
  );
}

function Ready({ fileName, total, cut }: { fileName: string; total: number; cut: boolean }) {
  return (
    <>
      <p role="status">{t("keys_ready", { count: formatNumber(total), name: fileName })}</p>
      {cut && <Notice tone="care">{t("keys_cut")}</Notice>}
      <div class="row">
        <button type="button" class="button primary" onClick={() => void runKeyring()}>
          {t("keys_import")}
        </button>
        <button type="button" class="button quiet" onClick={forgetKeyring}>
          {t("cancel")}
        </button>
      </div>
    </>
  );
}

function Running({ fileName, total, done }: { fileName: string; total: number; done: number }) {
  const said = t("keys_progress", { done: formatNumber(done), total: formatNumber(total) });
  return (
    <>
      <div class="keys-progress">
        <span class="label" id="keys-progress">
          {t("keys_importing", { name: fileName })}
        </span>
        <span class="muted small tabular">{said}</span>
        <progress max={total} value={done} aria-labelledby="keys-progress" />
      </div>
      <div class="row">
        <button type="button" class="button" onClick={stopKeyring}>
          {t("keys_stop")}
        </button>
        <span class="muted small">{t("keys_stop_text")}</span>
      </div>
    </>
  );
}
