import { useLayoutEffect, useRef } from "preact/hooks";
import type { Asked, Consent } from "../../messages/consent";
import { t, type WordKey } from "../i18n";
import { isUnder } from "./armed";
import { CONSENT_WORDS } from "./consent-words";
import { type AnswerConsent, Frame } from "./frame";

interface Props {
  readonly kind: Consent;
  readonly asked: Asked;
  readonly answer: AnswerConsent;
}

/** Asks for confirmation where no page can cover the question or move it under the pointer. Cancel has the focus. */
export function ConsentWindow({ kind, asked, answer }: Props) {
  const { label, account, people, about, pointer } = asked;
  const words = CONSENT_WORDS[kind];
  const foot = useRef<HTMLDivElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    cancel.current?.focus();
    const yes = foot.current?.querySelector("[data-yes]")?.getBoundingClientRect();
    // Wherever the browser placed the window, the confirming button must not be under the pointer.
    if (yes && pointer) foot.current?.toggleAttribute("data-turned", isUnder(yes, pointer, window));
  }, [pointer]);
  return (
    <Frame asked={asked} title={t(words.title, { label })}>
      <p>{t(words.text)}</p>
      <dl class="facts">
        {account !== null && <Fact name="consent_account" values={[account]} />}
        {words.people && <Fact name={words.people} values={people} />}
        {words.about && <Fact name={words.about} values={about} />}
      </dl>
      <div class="row foot" ref={foot}>
        <button type="button" class="button ink" ref={cancel} onClick={() => answer(false)}>
          {t("cancel")}
        </button>
        <button type="button" class="button" data-yes onClick={() => answer(true)}>
          {t(words.yes)}
        </button>
      </div>
    </Frame>
  );
}

function Fact({ name, values }: { name: WordKey; values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <div>
      <dt class="muted small">{t(name)}</dt>
      {values.map((value) => (
        <dd key={value} class="break">
          <bdi>{value}</bdi>
        </dd>
      ))}
    </div>
  );
}
