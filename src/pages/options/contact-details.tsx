import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { LookupOutcome } from "../../domain/discovery/lookup";
import type { Contact } from "../../domain/trust/contact";
import { ask, failureWord } from "../components/ask";
import { FoundBy } from "../components/found-by";
import { Icon } from "../components/icon";
import { CandidateKeys } from "../components/lazy/candidate-key";
import { KeyNotice } from "../components/lazy/key-notice";
import { RivalKeys } from "../components/lazy/rival-keys";
import { Notice } from "../components/notice";
import { Trust } from "../components/trust";
import { formatDate, t, tData, type WordKey } from "../i18n";
import { ContactGrade } from "./contact-grade";
import { ContactHistory } from "./contact-history";
import { ContactKey } from "./contact-key";
import { DeleteContact } from "./delete-contact";
import { LookAgain } from "./look-again";
import { route } from "./route";
import { VerifyContact } from "./verify-contact";

/** One contact: whose key it is, how far it can be trusted and why, and what can be done. */
export function ContactDetails({ address }: { address: string }) {
  const contact = useSignal<Contact | null>(null);
  const outcomes = useSignal<readonly LookupOutcome[]>([]);
  const missing = useSignal<WordKey | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = async (): Promise<void> => {
    const [answer, states] = await Promise.all([
      ask("contact.get", { address }),
      ask("recipient.states", { addresses: [address] }),
    ]);
    missing.value = answer.ok ? null : failureWord(answer.code, { unknown: "contact_gone" });
    if (answer.ok) contact.value = answer.value;
    if (states.ok) outcomes.value = states.value[0]?.outcomes ?? [];
  };
  useEffect(() => void load(), []);
  const shown = contact.value;
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
      {missing.value && <Notice tone="care">{t(missing.value)}</Notice>}
      {shown && (
        <Card
          contact={shown}
          outcomes={outcomes.value}
          onChange={(next) => {
            contact.value = next;
          }}
          reload={() => void load()}
        />
      )}
    </>
  );
}

interface CardProps {
  readonly contact: Contact;
  readonly outcomes: readonly LookupOutcome[];
  readonly onChange: (next: Contact) => void;
  readonly reload: () => void;
}

function Card({ contact, outcomes, onChange, reload }: CardProps) {
  const { address, state, key } = contact;
  const name = contact.name || address;
  const own = state === "own";
  const held = state === "changed" || state === "conflict";
  const settled = !held && state !== "candidate" && !own;
  return (
    <article class="card key-card">
      <section class="pad stack">
        <div>
          <Trust state={state} />
          <p class="muted">{tData(`trust_${state.replaceAll("-", "_")}`, { name })}</p>
        </div>
        {contact.notice && (
          <KeyNotice
            name={name}
            address={address}
            notice={contact.notice}
            onDismissed={() => onChange({ ...contact, notice: null })}
          />
        )}
        <Dates contact={contact} />
      </section>
      <ContactGrade contact={contact} />
      {held && <Held contact={contact} name={name} onChosen={reload} />}
      {state === "candidate" && (
        <section class="pad stack">
          <CandidateKeys name={name} address={address} keys={key ? [key] : contact.rivals} onChosen={reload} />
        </section>
      )}
      {key && settled && <ContactKey address={address} summary={key} outcomes={outcomes} onAnswered={reload} />}
      {!key && settled && (
        <section class="pad stack">
          <h2>{t("found_by_none")}</h2>
          <FoundBy address={address} sources={[]} outcomes={outcomes} onAnswered={reload} />
        </section>
      )}
      {((key && settled) || state === "changed") && (
        <VerifyContact
          contact={contact}
          led={route.value.part === "verify"}
          onChange={(next) => {
            onChange(next);
            reload();
          }}
        />
      )}
      {!own && <ContactHistory address={address} version={contact} />}
      {!own && <LookAgain address={address} onDone={reload} />}
      {!own && <DeleteContact contact={contact} />}
    </article>
  );
}

function Held({ contact, name, onChosen }: { contact: Contact; name: string; onChosen: () => void }) {
  const { address, state, rivals, vouched } = contact;
  const changed = state === "changed";
  return (
    <section class="pad stack">
      <h2>{t(changed ? "contact_changed_title" : "contact_conflict_title")}</h2>
      <RivalKeys
        name={name}
        address={address}
        state={changed ? "changed" : "conflict"}
        rivals={rivals}
        vouched={vouched}
        past={contact}
        onChosen={onChosen}
      />
    </section>
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
