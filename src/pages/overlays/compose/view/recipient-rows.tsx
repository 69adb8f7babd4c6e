import { useSignal } from "@preact/signals";
import { RECIPIENT_FIELDS, type RecipientField } from "../../../../domain/address";
import { Icon } from "../../../components/icon";
import { OutsideMark } from "../../../components/outside";
import { t, tData } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { type ChipWords, chipWords } from "../state/recipient-words";
import { isOutsider, RecipientLimits } from "./recipient-limits";

const Card = lazily(() => import("./recipient-card").then((part) => part.RecipientCard));

/** Most pages tell an address from a name. */
const UnsureRecipients = lazily(() => import("./unsure-recipients").then((part) => part.UnsureRecipients));

/** Who it goes to, each with the state of their key; resting on one tells where the key came from. */
export function RecipientRows({ model }: { model: ComposeModel }) {
  const { keys } = model;
  keys.entries.value;
  const recipients = model.recipients.value;
  const fields = RECIPIENT_FIELDS.filter((field) => field === "to" || recipients[field].length > 0);
  const news = keys.news.value;
  return (
    <>
      {fields.map((field) => (
        <RecipientRow key={field} model={model} field={field} />
      ))}
      {model.unsure.value.length > 0 && <UnsureRecipients model={model} />}
      <RecipientLimits model={model} />
      <p class="visually-hidden" aria-live="polite">
        {news ? t("compose_news", { address: news, word: chipWords(keys.of(news)).word }) : ""}
      </p>
    </>
  );
}

function RecipientRow({ model, field }: { model: ComposeModel; field: RecipientField }) {
  const pinned = useSignal<string | null>(null);
  const hovered = useSignal<string | null>(null);
  const recipients = model.recipients.value;
  const active = pinned.value ?? hovered.value;
  const person = recipients[field].find((one) => one.address === active);
  const close = (): void => {
    pinned.value = null;
    hovered.value = null;
  };
  return (
    <fieldset
      class="line people"
      aria-label={tData(`compose_${field}`)}
      onMouseLeave={() => {
        hovered.value = null;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !active) return;
        event.preventDefault();
        close();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null;
        // To nothing: another window, or a press beside everything. What was opened on purpose is still being read.
        if (to === null && pinned.value !== null) return;
        if (!event.currentTarget.contains(to)) close();
      }}
    >
      <span class="label">{tData(`compose_${field}`)}</span>
      <div class="row chips">
        {recipients[field].map((one) => (
          <Chip
            key={one.address}
            {...shownAs(model, field, one)}
            outside={isOutsider(model, one.address)}
            open={active === one.address}
            onHover={() => {
              hovered.value = one.address;
            }}
            onClick={() => {
              pinned.value = pinned.value === one.address ? null : one.address;
              hovered.value = null;
            }}
          />
        ))}
        {field === "to" &&
          recipients.unreadable.map((entry) => (
            <span class="chip tinted-d" key={entry}>
              <span class="text-d">
                <Icon name="question" size={14} />
              </span>
              <span class="label-text">{entry}</span>{" "}
              <span class="state text-d">{t(entry.includes("@") ? "chip_unsure" : "chip_unreadable")}</span>
            </span>
          ))}
        {field === "to" && recipients.to.length + recipients.unreadable.length === 0 && (
          <span class="muted small">{t("compose_no_recipients_yet")}</span>
        )}
      </div>
      {person && <Card model={model} person={person} pinned={pinned.value !== null} onDone={close} />}
    </fieldset>
  );
}

/** By address, and marked, as long as the writer has not seen them: the name is what the page says. */
function shownAs(model: ComposeModel, field: RecipientField, { address, name }: { address: string; name: string }) {
  const words = chipWords(model.keys.of(address));
  const held = model.watch.unseen.value.some((one) => one.address === address && one.field === field);
  if (!held) return { label: name || address, title: address, words };
  const unseen: ChipWords = { ...words, icon: "warn", tone: "e", word: t("chip_unseen"), blocks: true };
  return { label: address, title: address, words: unseen };
}

interface ChipProps {
  readonly label: string;
  readonly title: string;
  readonly words: ChipWords;
  readonly outside: boolean;
  readonly open: boolean;
  readonly onHover: () => void;
  readonly onClick: () => void;
}

function Chip({ label, title, words, outside, open, onHover, onClick }: ChipProps) {
  const word = outside ? t("chip_and_outside", { word: words.word }) : words.word;
  return (
    <button
      type="button"
      class={words.blocks ? `chip tinted-${words.tone}` : "chip"}
      aria-expanded={open}
      aria-label={t("chip_name", { name: label === title ? title : `${label} (${title})`, word })}
      onMouseEnter={onHover}
      onFocus={onHover}
      onClick={onClick}
    >
      <span class={`text-${words.tone}`}>
        <Icon name={words.icon} size={14} />
      </span>
      <span class="label-text">{label}</span>{" "}
      <span class={words.blocks ? `state text-${words.tone}` : "state"}>{words.word}</span>
      {outside && <OutsideMark />}
    </button>
  );
}
