import { useEffect } from "preact/hooks";
import type { Contact } from "../../domain/trust/contact";
import { Line } from "../components/controls";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { ContactsNews } from "../components/own/kept";
import { Trust } from "../components/trust";
import { formatNumber, t } from "../i18n";
import { ChangedList, ContactCopy } from "./contact-copy";
import { found, PAGE_SIZE, runSearch, search, searchFailed, turnPage, typeQuery } from "./contact-search";
import { Heading } from "./heading";
import { ImportContact } from "./import-contact";
import { ImportKeyring } from "./import-keyring";
import { contactHash } from "./route";

export function ContactList() {
  useEffect(() => void runSearch(), []);
  const page = found.value;
  const { query } = search.value;
  return (
    <>
      <Heading title={t("section_contacts")}>{t("contacts_intro")}</Heading>
      <ContactsNews />
      <ChangedList />
      <search class="card">
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">{t("contacts_search")}</span>
          <Line
            type="search"
            value={query}
            placeholder={t("contacts_search")}
            onInput={(event) => typeQuery(event.currentTarget.value)}
          />
        </label>
        <p class="visually-hidden" role="status">
          {page && t("contacts_count", { count: formatNumber(page.total) })}
        </p>
        {searchFailed.value && (
          <Notice tone="bad" role="alert">
            {t("error_internal")}
          </Notice>
        )}
        {page && page.items.length > 0 && (
          <ul class="contacts">
            {page.items.map((contact) => (
              <Row key={contact.address} contact={contact} />
            ))}
          </ul>
        )}
        {page?.total === 0 && (
          <div class="empty">
            <p class="sentence">{query ? t("contacts_nothing_title") : t("contacts_empty_title")}</p>
            <p class="muted">{query ? t("contacts_nothing_text", { query }) : t("contacts_empty_text")}</p>
          </div>
        )}
        {page && page.total > PAGE_SIZE && <Pages total={page.total} />}
      </search>
      <ImportContact />
      <ImportKeyring />
      <ContactCopy />
    </>
  );
}

function Row({ contact }: { contact: Contact }) {
  return (
    <li>
      <a href={contactHash(contact.address)}>
        <span class="who">
          <strong>{contact.name || contact.address}</strong>
          {contact.name && <span class="muted small">{contact.address}</span>}
        </span>
        <Trust state={contact.state} />
        <Icon name="forward" size={14} />
      </a>
    </li>
  );
}

function Pages({ total }: { total: number }) {
  const { offset } = search.value;
  const last = Math.min(offset + PAGE_SIZE, total);
  return (
    <nav class="pages" aria-label={t("contacts_pages")}>
      <button
        type="button"
        class="button small"
        disabled={offset === 0}
        onClick={() => turnPage(Math.max(0, offset - PAGE_SIZE))}
      >
        <Icon name="back" size={14} />
        {t("contacts_previous")}
      </button>
      <span class="muted small">
        {t("contacts_range", { from: formatNumber(offset + 1), to: formatNumber(last), total: formatNumber(total) })}
      </span>
      <button type="button" class="button small" disabled={last >= total} onClick={() => turnPage(offset + PAGE_SIZE)}>
        {t("contacts_next")}
        <Icon name="forward" size={14} />
      </button>
    </nav>
  );
}
