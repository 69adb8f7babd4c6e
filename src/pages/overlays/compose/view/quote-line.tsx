import { useSignal } from "@preact/signals";
import { Icon } from "../../../components/icon";
import { formatList, t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { type Body, holdsQuote, newToQuote, withoutQuote } from "../state/quoted";
import { allAddresses } from "../state/recipient-keys";

interface Taken {
  readonly before: Body;
  /** As long as this stands unchanged, nothing written since would be lost. */
  readonly after: string;
}

/** Whoever was added to an answer reads what it quotes, too: said quietly, since it may well be meant. */
export function QuoteLine({ model }: { model: ComposeModel }) {
  const { written, keys } = model;
  const taken = useSignal<Taken | null>(null);
  keys.entries.value;
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
