import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { RECIPIENT_FIELDS, type RecipientField } from "../../../../domain/address";
import { isOutside } from "../../../../domain/organisation";
import type { Grade } from "../../../../domain/privacy/index-types";
import type { RecipientState } from "../../../../domain/trust/contact";
import { isAboveDefault, type MessageClass } from "../../../../domain/trust/message-class";
import { SEALABLE, type TrustState } from "../../../../domain/trust/trust-state";
import { sourceInBrief, surest } from "../../../components/found-words";
import { Icon, type IconName } from "../../../components/icon";
import { OutsideMark } from "../../../components/outside";
import { t, tData } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { allAddresses, isUnanswered, type RecipientEntry } from "../state/recipients";

const Card = lazily(() => import("./lazy/recipient-card").then((part) => part.RecipientCard));

/** Most pages tell an address from a name. */
const UnsureRecipients = lazily(() => import("./lazy/unread-recipients").then((part) => part.UnsureRecipients));

/** Most pages show everybody with an address. */
const Stated = lazily(() => import("./lazy/unread-recipients").then((part) => part.Stated));

/** The writer has a list of their own, or may want one. */
const isStated = ({ people, seal, recipients: { value } }: ComposeModel): boolean =>
  people.stated.value !== null ||
  value.partial === true ||
  value.unreadable.length > 0 ||
  seal.value.step === "refused";

/** Who it goes to, each with the state of their key; resting on one tells where the key came from. */
export function RecipientRows({ model }: { model: ComposeModel }) {
  const { keys } = model;
  const recipients = model.recipients.value;
  const fields = RECIPIENT_FIELDS.filter((field) => field === "to" || recipients[field].length > 0);
  const news = keys.news.value;
  return (
    <>
      {!model.people.stated.value && fields.map((field) => <RecipientRow key={field} model={model} field={field} />)}
      {isStated(model) && <Stated model={model} Row={RecipientRow} />}
      {model.unsure.value.length > 0 && <UnsureRecipients model={model} />}
      <RecipientLimits model={model} />
      <p class="visually-hidden" aria-live="polite">
        {news ? t("compose_news", { address: news, word: chipWords(keys.of(news)).word }) : ""}
      </p>
    </>
  );
}

export interface RowProps {
  readonly model: ComposeModel;
  readonly field: RecipientField;
  /** Where the writer adds and removes people here rather than in the page: after them all, and after each. */
  readonly entry?: ComponentChildren;
  readonly after?: (address: string) => ComponentChildren;
}

function RecipientRow({ model, field, entry, after }: RowProps) {
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
        // The focus went nowhere: to another window, or a press beside everything. A pinned card is still being read.
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
            after={after}
          />
        ))}
        {entry}
        {field === "to" &&
          !entry &&
          recipients.unreadable.map((entry) => (
            <span class="chip tinted-d" key={entry}>
              <span class="text-d">
                <Icon name="question" size={14} />
              </span>
              <span class="label-text">{entry}</span>{" "}
              <span class="state text-d">{t(entry.includes("@") ? "chip_unsure" : "chip_unreadable")}</span>
            </span>
          ))}
        {field === "to" && !entry && recipients.to.length + recipients.unreadable.length === 0 && (
          <span class="muted small">{t("compose_no_recipients_yet")}</span>
        )}
      </div>
      {person && (
        <Card
          model={model}
          person={person}
          outside={isOutsider(model, person.address)}
          pinned={pinned.value !== null}
          onDone={close}
        />
      )}
    </fieldset>
  );
}

/** Shows the address and a mark until the writer has seen the recipient, since the name is only what the page claims. */
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
  readonly after: RowProps["after"];
}

function Chip({ label, title, words, outside, open, onHover, onClick, after }: ChipProps) {
  const word = outside ? t("chip_and_outside", { word: words.word }) : words.word;
  const chip = (
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
  return after ? (
    <span class="droppable">
      {chip}
      {after(title)}
    </span>
  ) : (
    chip
  );
}

/** The choice itself comes when it is asked for. */
const Choice = lazily(() => import("./lazy/ways-menu").then((part) => part.ClassChoice));

/** The user's own addresses are never outsiders. */
const isOutsider = ({ session, keys }: ComposeModel, address: string): boolean =>
  isOutside(address, session.settings.managed.domains) && keys.of(address).state?.state !== "own";

/** What is asked of everybody, one sentence for each thing. */
export const classWords = ({ level, inside }: MessageClass): string[] =>
  inside ? [tData(`class_${level === "anyone" ? "key" : level}`), t("class_inside")] : [tData(`class_${level}`)];

/** What is asked of everybody it goes to, and how many of them are strangers to the organisation. */
function RecipientLimits({ model }: { model: ComposeModel }) {
  const least = model.least.value;
  const count = allAddresses(model.recipients.value).filter((address) => isOutsider(model, address)).length;
  const asked = isAboveDefault(least) ? classWords(least) : [];
  return (
    <>
      {asked.length + count > 0 && (
        <p class="line small limits">
          {asked.map((word) => (
            <span key={word}>
              <Icon name="person" size={14} />
              {word}
            </span>
          ))}
          {count > 0 && (
            <span class="text-d">
              <Icon name="globe" size={14} />
              {t(count === 1 ? "outside_one" : "outside_count", { count })}
            </span>
          )}
        </p>
      )}
      {model.choosingClass.value && <Choice model={model} />}
    </>
  );
}

export interface ChipWords {
  readonly icon: IconName;
  /** Never colour alone: the word says the same. */
  readonly tone: Grade;
  readonly word: string;
  /** Sealing to this person will not work as it stands. */
  readonly blocks: boolean;
}

/** One recipient's key state as icon, word and colour; where the key came from while that is what it rests on. */
export function chipWords(entry: RecipientEntry): ChipWords {
  const { state, looking } = entry;
  if (isUnanswered(entry) && (state === null || state.state === "none"))
    return { icon: "question", tone: "d", word: t("chip_unanswered"), blocks: true };
  if (!state || (looking && (state.state === "none" || state.state === "mail-only")))
    return { icon: "search", tone: "u", word: t("chip_looking"), blocks: false };
  const strong = strongWords(state);
  if (strong) return strong;
  const [icon, tone] = LOOK[state.state];
  const word = tData(`chip_${state.state.replace("-", "_")}`);
  const blocks = state.state === "mail-only" ? state.unchecked !== undefined : !SEALABLE.includes(state.state);
  return { icon, tone, word: RESTS_ON_SOURCE.includes(state.state) ? withSource(word, state) : word, blocks };
}

const LOOK: Readonly<Record<TrustState, readonly [IconName, Grade]>> = {
  verified: ["check", "a"],
  known: ["lock", "a"],
  "first-contact": ["lock", "b"],
  new: ["lock", "b"],
  "mail-only": ["question", "d"],
  own: ["person", "a"],
  candidate: ["search", "d"],
  none: ["open", "d"],
  changed: ["warn", "e"],
  conflict: ["warn", "e"],
  expired: ["warn", "d"],
  revoked: ["warn", "e"],
  lost: ["question", "d"],
};

const RESTS_ON_SOURCE: readonly TrustState[] = ["known", "first-contact", "new"];

function withSource(word: string, { key }: RecipientState): string {
  const source = surest(key?.sources ?? []);
  return source ? t("chip_with", { state: word, source: sourceInBrief(source) }) : word;
}

const FITS: readonly RecipientState["state"][] = ["mail-only", "new", "first-contact", "known", "verified"];

/** What a strong address adds: its label outranks where the key came from. Null: nothing to add. */
function strongWords({ state, strong }: RecipientState): ChipWords | null {
  switch (strong?.status) {
    case "mismatch":
      return { icon: "warn", tone: "e", word: t("chip_strong_mismatch"), blocks: true };
    case "weak":
      return { icon: "warn", tone: "d", word: t("chip_strong_weak"), blocks: true };
    case "malformed":
      return { icon: "warn", tone: "d", word: t("chip_strong_malformed"), blocks: true };
    case "match":
      return FITS.includes(state) ? { icon: "check", tone: "a", word: t("chip_strong_match"), blocks: false } : null;
    default:
      return null;
  }
}
