import { useSignal } from "@preact/signals";
import type { Contact } from "../../messages/types";
import { ask } from "../components/ask";
import { Fingerprint } from "../components/fingerprint";
import { identities } from "../components/identities";
import { formatDate, t } from "../i18n";
import { Saved, type SaveState } from "./saved";

/** The user's own word that this key is this person's. */
export function VerifyContact({ contact, onChange }: { contact: Contact; onChange: (next: Contact) => void }) {
  const state = useSignal<SaveState>(null);
  const verified = contact.verifiedAt !== null;
  const name = contact.name || contact.address;
  const set = async (value: boolean): Promise<void> => {
    const answer = await ask("contact.verify", { address: contact.address, verified: value });
    state.value = answer.ok ? "saved" : "failed";
    if (answer.ok) onChange(answer.value);
  };
  return (
    <section class="pad stack">
      <h2>{t("verify_title")}</h2>
      <p class="muted">
        {verified ? t("verify_done", { date: formatDate(contact.verifiedAt!) }) : t("verify_how", { name })}
      </p>
      {!verified && contact.key && (
        <dl class="facts">
          <dt>{t("verify_theirs", { name })}</dt>
          <dd>
            <Fingerprint value={contact.key.fingerprint} />
          </dd>
          {identities.value[0] && (
            <>
              <dt>{t("verify_yours")}</dt>
              <dd>
                <Fingerprint value={identities.value[0].fingerprint} />
              </dd>
            </>
          )}
        </dl>
      )}
      <div class="row">
        <button type="button" class={verified ? "button" : "button primary"} onClick={() => void set(!verified)}>
          {verified ? t("verify_undo") : t("verify_do")}
        </button>
        <Saved state={state.value} />
      </div>
    </section>
  );
}
