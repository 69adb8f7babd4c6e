import { useSignal } from "@preact/signals";
import type { Identity } from "../../domain/identity";
import type { Step } from "../../domain/privacy/home";
import browser from "../../platform/browser";
import { Icon } from "../components/icon";
import { Backup } from "../components/own/backup";
import { identities } from "../components/own/identities";
import { OpenWebmail } from "../components/own/open-webmail";
import { t, type WordKey } from "../i18n";
import { ExtendLife } from "./extend-life";
import { KeepStorage } from "./keep-storage";
import { PassphraseForm } from "./passphrase-form";
import { publishHash, verifyHash } from "./route";

interface StepActionProps {
  readonly step: Step;
  readonly primary: boolean;
  /** The step is done, and stays only while it has a result to show. */
  readonly done: boolean;
}

/** The one click that does a step, or leads exactly to where it is done. */
export function StepAction({ step: { id, key, contact }, primary, done }: StepActionProps) {
  const own = identities.value.find(({ fingerprint }) => fingerprint === key);
  const kind = primary ? "button primary" : "button";
  switch (id) {
    case "make-key":
      return (
        <a class={kind} href={browser.runtime.getURL("pages/welcome/index.html")}>
          {t("welcome_make")}
        </a>
      );
    case "backup":
      return own ? <Backup identity={own} primary={primary} /> : null;
    case "passphrase":
      return own ? <SetPassphrase own={own} kind={kind} done={done} /> : null;
    case "publish":
      return (
        <a class={kind} href={publishHash(own?.addresses[0] ?? "")}>
          <Icon name="upload" size={14} />
          {t("section_publish")}
        </a>
      );
    case "verify":
      return contact ? (
        <a class={kind} href={verifyHash(contact.address)}>
          <Icon name="numbers" size={14} />
          {t("step_compare")}
        </a>
      ) : null;
    case "try":
      return <OpenWebmail primary={primary} addresses={identities.value.flatMap(({ addresses }) => addresses)} />;
    case "storage":
      return done ? null : <KeepStorage kind={kind} />;
    case "extend":
      if (!own) return null;
      return done ? <PublishAgain own={own} /> : <ExtendLife own={own} kind={kind} />;
  }
}

function PublishAgain({ own }: { own: Identity }) {
  return (
    <p class="muted small">
      {t("extend_publish")} <a href={publishHash(own.addresses[0] ?? "")}>{t("section_publish")}</a>
    </p>
  );
}

function SetPassphrase({ own, kind, done }: { own: Identity; kind: string; done: boolean }) {
  const open = useSignal(false);
  const said = useSignal<WordKey | null>(null);
  if (done) return said.value && <p class="muted small">{t(said.value)}</p>;
  if (!open.value)
    return (
      <button
        type="button"
        class={kind}
        onClick={() => {
          open.value = true;
        }}
      >
        <Icon name="lock" size={14} />
        {t("protect_add")}
      </button>
    );
  return (
    <PassphraseForm
      identity={own}
      autofocus
      onSaid={(word) => {
        said.value = word;
      }}
    />
  );
}
