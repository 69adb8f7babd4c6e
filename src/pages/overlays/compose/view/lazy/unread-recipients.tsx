import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../../../../domain/address";
import { typedPeople } from "../../../../../domain/address-list";
import { Line } from "../../../../components/controls";
import { Icon } from "../../../../components/icon";
import { formatList, t, tData } from "../../../../i18n";
import { type LeftOut, listFrom, withoutPerson, withPeople } from "../../../recipients/lazy/stated";
import type { Unsure } from "../../../recipients/recipient-hold";
import type { ComposeModel } from "../../compose-model";
import type { Refusal } from "../../state/sending";
import { Banner, useQuiet } from "../banner";
import type { RowProps } from "../recipient-rows";
import "./unread-recipients.css";

/** Asks about each recipient whom the page may show by a name that only looks like an address: only the writer can tell. */
export function UnsureRecipients({ model }: { model: ComposeModel }) {
  return (
    <>
      {model.unsure.value.map((one) => (
        <UnsureQuestion key={`${one.field} ${one.address}`} model={model} one={one} />
      ))}
    </>
  );
}

function UnsureQuestion({ model, one }: { model: ComposeModel; one: Unsure }) {
  const { address, name, field } = one;
  const quiet = useQuiet(`${field} ${address} ${name}`);
  return (
    <Banner
      icon="question"
      tone="d"
      inset
      actions={
        <button
          type="button"
          class="button small"
          data-careful="still"
          disabled={quiet}
          onClick={() => model.confirmAddress(one)}
        >
          {t("unsure_yes", { address })}
        </button>
      }
    >
      {name ? t("unsure_named", { address, name }) : t("unsure_address", { address })}
    </Banner>
  );
}

interface StatedProps {
  readonly model: ComposeModel;
  readonly Row: ComponentType<RowProps>;
}

/** A list of the writer's own in place of the page's recipients, or the offer of one where not everybody can be read. */
export function Stated({ model, Row }: StatedProps) {
  const list = model.people.stated.value;
  return list ? <StatedRows model={model} Row={Row} list={list} /> : <StateOffer model={model} />;
}

/** The writer's own To, Cc and Bcc: whoever stands there can open the message, and nobody else. */
function StatedRows({ model, Row, list }: StatedProps & { readonly list: Recipients }) {
  const { people } = model;
  const asked = useSignal<readonly RecipientField[]>(["to"]);
  /** What was typed into a field and is no address. */
  const unread = useRef(new Map<RecipientField, string>());
  const tell = (field: RecipientField, text: string): void => {
    if ((unread.current.get(field) ?? "") === text) return;
    unread.current.set(field, text);
    const unreadable = [...unread.current.values()].filter(Boolean);
    people.state({ ...people.stated.value!, unreadable });
  };
  const shown = RECIPIENT_FIELDS.filter((field) => asked.value.includes(field) || list[field].length > 0);
  const others = RECIPIENT_FIELDS.filter((field) => !shown.includes(field));
  return (
    <>
      <div class="line small stated">
        <Icon name="person" size={14} />
        <span class="grow">{t("stated_title")}</span>
        {others.map((field) => (
          <button
            key={field}
            type="button"
            class="button quiet small"
            aria-label={t("stated_show", { field: tData(`compose_${field}`) })}
            onClick={() => {
              asked.value = [...asked.value, field];
            }}
          >
            {tData(`compose_${field}`)}
          </button>
        ))}
        <button type="button" class="button small" disabled={model.blocked.value} onClick={() => people.state(null)}>
          {t("stated_end")}
        </button>
      </div>
      {shown.map((field) => (
        <Row
          key={field}
          model={model}
          field={field}
          entry={<Entry model={model} field={field} focused={field === asked.value.at(-1)} onUnread={tell} />}
          after={(address) => (
            <button
              type="button"
              class="button quiet"
              aria-label={t("stated_drop", { address })}
              disabled={model.blocked.value}
              onClick={() => people.state(withoutPerson(list, address))}
            >
              <Icon name="close" size={12} />
            </button>
          )}
        />
      ))}
      <StatedNotes model={model} />
    </>
  );
}

interface EntryProps {
  readonly model: ComposeModel;
  readonly field: RecipientField;
  readonly focused: boolean;
  readonly onUnread: (field: RecipientField, text: string) => void;
}

/** Takes addresses as they are typed or pasted; a comma, Enter or leaving the field ends each. */
function Entry({ model, field, focused, onUnread }: EntryProps) {
  const { people, blocked } = model;
  const value = useSignal("");
  const wrong = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.querySelector("input")?.focus();
  }, [focused]);
  /** Takes whoever is complete in the text; false: nobody was. */
  const take = (text: string): boolean => {
    const typed = typedPeople(text);
    if (typed.people.length === 0) return false;
    people.state(withPeople(people.stated.value!, field, typed.people));
    value.value = typed.rest;
    return true;
  };
  const finish = (): void => {
    take(value.value);
    wrong.value = value.value.trim() !== "";
    onUnread(field, value.value.trim());
  };
  const label = tData(`compose_${field}`);
  return (
    <span class="entry" ref={input}>
      <Line
        type="text"
        inputMode="email"
        autocapitalize="off"
        aria-label={t("stated_add", { field: label })}
        aria-invalid={wrong.value || undefined}
        aria-describedby={wrong.value ? `stated-${field}` : undefined}
        placeholder={t("stated_add", { field: label })}
        maxLength={5000}
        readOnly={blocked.value}
        value={value.value}
        onInput={({ currentTarget }) => {
          const text = currentTarget.value;
          wrong.value = false;
          // A comma may also stand in a quoted name that is still being typed.
          value.value = text;
          if (/[,;]\s*$/.test(text)) take(text);
        }}
        onPaste={(event) => {
          const text = event.clipboardData?.getData("text/plain") ?? "";
          if (!blocked.value && take(`${value.value}${text}`)) event.preventDefault();
        }}
        onKeyDown={(event) => {
          if (event.isComposing || blocked.value) return;
          const list = people.stated.value!;
          const last = list[field].at(-1);
          if (event.key === "Backspace" && value.value === "" && last) people.state(withoutPerson(list, last.address));
          if (event.key !== "Enter") return;
          finish();
          if (!event.ctrlKey && !event.metaKey) event.preventDefault();
        }}
        onBlur={finish}
      />
      {wrong.value && (
        <span class="small text-e" id={`stated-${field}`} role="alert">
          {t("stated_not_address")}
        </span>
      )}
    </span>
  );
}

/** An address that is still being typed in the page is unreadable until it is complete. */
const TYPING_MS = 1500;

const UNREAD: readonly Refusal[] = ["no-recipients", "unreadable", "unsure", "partial"];

/** Where not everybody in the page can be read, offers a list of the writer's own. */
function StateOffer({ model }: { model: ComposeModel }) {
  const { people, recipients, watch, meant } = model;
  const { unreadable, partial } = recipients.value;
  const { value: seal } = model.seal;
  const asked = partial === true || (seal.step === "refused" && UNREAD.includes(seal.why));
  const who = formatList(unreadable);
  const typed = useSignal("");
  useEffect(() => {
    const timer = setTimeout(() => {
      typed.value = who;
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [who, typed]);
  const left = unreadable.length > model.unsure.value.length && typed.value === who;
  if (!asked && !left) return null;
  return (
    <div class="note wrap inset" role="status">
      <Icon name="person" />
      <span class="grow break">
        {partial && t("stated_offer_partial")}
        {!partial && (who ? t("stated_offer_unread", { who }) : t("stated_offer_nobody"))}
      </span>
      <button
        type="button"
        class="button small"
        disabled={model.blocked.value || model.start.value.is !== "ready"}
        onClick={() => people.state(listFrom(recipients.value, watch.unseen.value, meant.value))}
      >
        {t("stated_begin")}
      </button>
    </div>
  );
}

/** How the page's own list differs from the writer's, as far as it can be read. */
function StatedNotes({ model }: { model: ComposeModel }) {
  const { leftOut = [], notShown = [], byName = [] } = model.people.differs.value ?? {};
  return (
    <>
      {leftOut.map((one) => (
        <LeftOutQuestion key={`${one.field} ${one.address}`} model={model} one={one} />
      ))}
      {notShown.length + byName.length > 0 && (
        <p class="note inset small" role="status">
          <Icon name="mail" />
          <span class="break">
            {byName.length > 0 && `${t("stated_by_name", { who: formatList(byName) })} `}
            {notShown.length > 0 && `${t("stated_not_shown", { who: formatList(notShown) })} `}
            {t("stated_own_list")}
          </span>
        </p>
      )}
    </>
  );
}

/** Somebody the page sends to could not open the message, or would be named to others who must not know. */
function LeftOutQuestion({ model, one }: { model: ComposeModel; one: LeftOut }) {
  const { address, field, says } = one;
  const quiet = useQuiet(`${field} ${address} ${says}`);
  const people = model.people;
  const answer = (act: () => void) => () => {
    act();
    model.step({ type: "cancel" });
  };
  const name = (of: LeftOut["field"]) => tData(`compose_${of}`);
  const put = (
    <button
      type="button"
      class="button small"
      data-careful="still"
      disabled={quiet || model.blocked.value}
      onClick={answer(() => people.state(withPeople(people.stated.value!, field, [one])))}
    >
      {says ? t("stated_as_page", { address, field: name(field) }) : t("stated_add_too", { address })}
    </button>
  );
  const excuse = !says && (
    <button
      type="button"
      class="button small"
      data-careful="seen"
      disabled={quiet || model.blocked.value}
      onClick={answer(() => people.excuse(address))}
    >
      {t("stated_excuse", { address })}
    </button>
  );
  return (
    <Banner
      icon="warn"
      tone="e"
      alert
      still
      inset
      actions={
        <>
          {put}
          {excuse}
        </>
      }
    >
      {says
        ? t("stated_elsewhere", { address, field: name(field), here: name(says) })
        : t("stated_left_out", { address })}
    </Banner>
  );
}
