import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Contact } from "../../messages/types";
import { ask } from "../components/ask";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { RivalKeys } from "../components/rival-keys";
import { Trust } from "../components/trust";
import { formatDate, t, tData } from "../i18n";
import { ContactKey } from "./contact-key";
import { DeleteContact } from "./delete-contact";
import { LookAgain } from "./look-again";
import { VerifyContact } from "./verify-contact";

/** One contact: whose key, how far it can be relied on and why, and what can be done. */
export function ContactDetails({ address }: { address: string }) {
  const contact = useSignal<Contact | null>(null);
  const missing = useSignal(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = async (): Promise<void> => {
    const answer = await ask("contact.get", { address });
    missing.value = !answer.ok;
    if (answer.ok) contact.value = answer.value;
  };
  useEffect(() => void load(), []);
  const shown = contact.value;
  const held = shown !== null && (shown.state === "changed" || shown.state === "conflict");
  return (
    <>
      <p>
        <a class="back" href="#contacts">
          <Icon name="back" size={14} />
          {t("contacts_all")}
        </a>
      </p>
      <div class="heading">
        <h1 class="serif" tabIndex={-1} ref={heading}>
          {shown?.name || address}
        </h1>
        {shown?.name && <p class="muted">{address}</p>}
      </div>
      {missing.value && <Notice tone="care">{t("contact_gone")}</Notice>}
      {shown && (
        <article class="card key-card">
          <section class="pad stack">
            <div>
              <Trust state={shown.state} />
              <p class="muted">{tData(`trust_${shown.state.replaceAll("-", "_")}`, { name: shown.name || address })}</p>
            </div>
            <Dates contact={shown} />
          </section>
          {held && (
            <section class="pad stack">
              <Notice
                tone="bad"
                title={t(shown.state === "changed" ? "contact_changed_title" : "contact_conflict_title")}
              >
                {t("contact_held_text")}
              </Notice>
              <RivalKeys
                name={shown.name || address}
                address={address}
                rivals={shown.rivals}
                onChosen={() => void load()}
              />
            </section>
          )}
          {shown.key && <ContactKey summary={shown.key} />}
          {shown.key && shown.state !== "own" && !held && (
            <VerifyContact
              contact={shown}
              onChange={(next) => {
                contact.value = next;
              }}
            />
          )}
          {shown.state !== "own" && <LookAgain address={address} onDone={() => void load()} />}
          {shown.state !== "own" && <DeleteContact contact={shown} />}
        </article>
      )}
    </>
  );
}

function Dates({ contact }: { contact: Contact }) {
  if (contact.firstUsedAt === null && contact.lastUsedAt === null)
    return <p class="muted">{t("contact_never_used")}</p>;
  return (
    <dl class="facts">
      {contact.firstUsedAt !== null && (
        <>
          <dt>{t("contact_first_used")}</dt>
          <dd>{formatDate(contact.firstUsedAt)}</dd>
        </>
      )}
      {contact.lastUsedAt !== null && (
        <>
          <dt>{t("contact_last_used")}</dt>
          <dd>{formatDate(contact.lastUsedAt)}</dd>
        </>
      )}
    </dl>
  );
}
