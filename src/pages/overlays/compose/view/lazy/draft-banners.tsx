import { useSignal } from "@preact/signals";
import { addressKey } from "../../../../../domain/address";
import { deliveryAddress } from "../../../../../domain/discovery/strong-address";
import { type DraftSummary, isOpen } from "../../../../../domain/draft-summary";
import { Icon } from "../../../../components/icon";
import { formatDate, formatList, formatTime, t } from "../../../../i18n";
import type { ComposeModel } from "../../compose-model";
import { type Body, holdsQuote, newToQuote, withoutQuote } from "../../state/lazy/kept-draft";
import { allAddresses } from "../../state/recipients";
import { Banner } from "../banner";

/** A draft that could go on here. */
export function Offer({ model }: { model: ComposeModel }) {
  const summary = model.offered.value!;
  const open = isOpen(summary);
  return (
    <Banner
      icon="clip"
      tone="u"
      actions={
        <>
          <button type="button" class="button small" onClick={() => void model.restoreOffer()}>
            {t(open ? "compose_take_over" : "compose_restore")}
          </button>
          <button
            type="button"
            class="button small quiet"
            {...(open ? {} : { "data-careful": "seen" })}
            onClick={() => void model.refuseOffer()}
          >
            {t(open ? "compose_leave_there" : "compose_discard")}
          </button>
        </>
      }
    >
      {offerWords(summary)}
      {summary.leftAt !== null && ` ${t("compose_may_be_out", { time: formatWhen(summary.leftAt) })}`}
    </Banner>
  );
}

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
const formatWhen = (at: number): string => (isToday(at) ? formatTime(at) : formatDate(at, "moment"));

function offerWords(summary: DraftSummary): string {
  const { savedAt, placedAt } = summary;
  if (isOpen(summary)) return t("compose_open_elsewhere", { time: formatWhen(savedAt) });
  if (placedAt !== null) return t("compose_offer_placed", { time: formatTime(placedAt) });
  return isToday(savedAt)
    ? t("compose_unfinished", { time: formatTime(savedAt) })
    : t("compose_unfinished_older", { date: formatDate(savedAt) });
}

/** Warns that a restored message may already have been sent. */
export const MayBeOut = ({ at }: { at: number }) => (
  <Banner icon="warn" tone="d" alert>
    {t("compose_may_be_out", { time: formatWhen(at) })}
  </Banner>
);

/** What did not come back with a draft, whom it was for, and who else would read what it quotes. */
export function DraftNotices({ model }: { model: ComposeModel }) {
  const lost = model.lost.value;
  const there = new Set(allAddresses(model.recipients.value).map((one) => addressKey(deliveryAddress(one))));
  const missing = model.meant.value.filter(({ address }) => !there.has(addressKey(deliveryAddress(address))));
  if (model.start.value.is !== "ready") return null;
  return (
    <>
      {lost.length > 0 && (
        <p class="note" role="alert">
          <Icon name="warn" />
          <span>{t("draft_files_lost", { names: lost.join(", ") })}</span>
        </p>
      )}
      {missing.length > 0 && (
        <p class="note" role="status">
          <Icon name="mail" />
          <span>{t("draft_meant_for", { addresses: missing.map(({ address }) => address).join(", ") })}</span>
        </p>
      )}
      <QuoteLine model={model} />
    </>
  );
}

interface Taken {
  readonly before: Body;
  /** While the text is still this, putting the quote back loses nothing that was written since. */
  readonly after: string;
}

/** People added to an answer also read what it quotes. Said quietly, since that may well be intended. */
export function QuoteLine({ model }: { model: ComposeModel }) {
  const { written, keys } = model;
  const taken = useSignal<Taken | null>(null);
  const isOwn = (address: string): boolean => keys.of(address).state?.state === "own";
  const text = written.text.value;
  const others = newToQuote(written.quotedFor.value, allAddresses(model.recipients.value), isOwn);
  const people = written.quotedFor.value.filter((address) => !isOwn(address));
  const takeOut = (): void => {
    written.settle();
    const before = { text: written.text.value, html: written.html.value };
    const after = withoutQuote(before);
    taken.value = { before, after: after.text };
    model.rewrite(after.text, after.html);
  };
  const putBack = (): void => {
    const before = taken.value!.before;
    taken.value = null;
    model.rewrite(before.text, before.html);
  };
  if (others.length > 0 && holdsQuote(text))
    return <Line words={whom(people, others)} way={t("quote_take_out")} busy={model.blocked.value} onPress={takeOut} />;
  if (taken.value?.after !== text) return null;
  return <Line words={t("quote_taken_out")} way={t("quote_put_back")} busy={model.blocked.value} onPress={putBack} />;
}

function whom(people: readonly string[], others: readonly string[]): string {
  const who = formatList(others);
  return people.length > 0 ? t("quote_others", { people: formatList(people), who }) : t("quote_others_own", { who });
}

interface LineProps {
  readonly words: string;
  readonly way: string;
  readonly busy: boolean;
  readonly onPress: () => void;
}

function Line({ words, way, busy, onPress }: LineProps) {
  return (
    <div class="note wrap" role="status">
      <Icon name="person" />
      <span class="grow break">{words}</span>
      <span class="row">
        <button type="button" class="button small" disabled={busy} onClick={onPress}>
          {way}
        </button>
      </span>
    </div>
  );
}
