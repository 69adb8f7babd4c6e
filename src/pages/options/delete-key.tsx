import type { Identity } from "../../domain/identity";
import { ask, failureWord } from "../components/ask";
import { loadIdentities } from "../components/own/identities";
import { t, type WordKey } from "../i18n";
import { Removal } from "./removal";

/** The one action here that cannot be undone: says what is lost, then waits until the address is typed. */
export function DeleteKey({ identity }: { identity: Identity }) {
  const remove = async (): Promise<WordKey | null> => {
    const answer = await ask("identity.delete", { fingerprint: identity.fingerprint });
    await loadIdentities();
    // The focused button is gone with its key.
    document.querySelector<HTMLElement>("h1")?.focus();
    return answer.ok ? null : failureWord(answer.code, { unknown: "error_export_unknown" });
  };
  return (
    <Removal
      action={t("key_delete")}
      title={t("key_delete_title")}
      typed={identity.addresses[0] ?? identity.name}
      remove={remove}
    >
      <p>{t("key_delete_text")}</p>
      <p>{identity.backupAt === null ? t("key_delete_no_backup") : t("key_delete_backup")}</p>
    </Removal>
  );
}
