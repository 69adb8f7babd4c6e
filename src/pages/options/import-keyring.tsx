import "./import-keyring.css";
import { Notice } from "../components/notice";
import { FileDrop } from "../components/own/file-drop";
import { formatNumber, t } from "../i18n";
import { KeyringReport } from "./import-keyring-report";
import { forgetKeyring, keyringImport, openKeyring, runKeyring, stopKeyring } from "./import-keyring-run";

/** Imports the keys of many people at once, from another program's file. */
export function ImportKeyring() {
  const state = keyringImport.value;
  return (
    <details class="card pad" open={state.stage !== "idle"}>
      <summary>{t("keys_import_title")}</summary>
      <div class="stack">
        {(state.stage === "idle" || state.stage === "reading" || state.stage === "refused") && <KeyringDrop />}
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

function KeyringDrop() {
  return (
    <FileDrop
      class="keys-drop"
      label={t("keys_import_title")}
      pickerLabel={t("keys_file")}
      accept=".gpg,.pgp,.asc,.kbx,.key,.txt,application/pgp-keys"
      onFile={(file) => void openKeyring(file)}
      before={<p class="muted small">{t("keys_import_text")}</p>}
    />
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
