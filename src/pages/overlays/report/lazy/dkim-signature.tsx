import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { formatList, t } from "../../../i18n";
import type { DomainCheck } from "../reading/dkim-check";
import { domainWords } from "./dkim-words";

interface Props {
  readonly check: DomainCheck;
  /** URLs of the resolvers that would be asked. */
  readonly resolvers: readonly string[];
}

/** Whether the sender's domain signed the message, checked on the user's request. Nothing where the path is not known. */
export function DomainSignature({ check, resolvers }: Props) {
  const path = check.path.value;
  const state = check.state.value;
  const place = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  const done = typeof state === "object" || state === "no-source";
  // The focused button is gone then, so keyboard users would lose their place.
  useLayoutEffect(() => {
    if (done && pressed.current) place.current?.focus();
    if (done) pressed.current = false;
  }, [done]);
  if (!path) return null;
  const { signers } = path;
  // Providers sign outgoing mail: within one provider, a missing signature says nothing.
  if (signers.length === 0 && path.facts.transport === "internal") return null;
  const result = done ? domainWords(state) : null;
  const start = (): void => {
    pressed.current = true;
    void check.start();
  };
  return (
    <section class="domain-signature" aria-labelledby="domain-signature" tabIndex={-1} ref={place}>
      <h3 id="domain-signature">{t("dkim_title")}</h3>
      {state === "idle" && signers.length === 0 && <p class="small muted">{t("dkim_unsigned")}</p>}
      {!done && signers.length > 0 && <Asking signers={signers} resolvers={resolvers} />}
      {!done && signers.length > 0 && (
        <button type="button" class="button small" aria-disabled={state === "checking"} onClick={start}>
          {state === "checking"
            ? t("dkim_checking")
            : signers.some(({ aligned }) => aligned)
              ? t("dkim_check")
              : t("dkim_check_other")}
        </button>
      )}
      <div role="status">
        {result && (
          <>
            <p class={`signature tone-${result.tone}`}>
              <Icon name={result.icon} size={13} /> <strong>{result.word}</strong>
            </p>
            <p class="small">{result.sentence}</p>
            {result.notes.map((note) => (
              <p class="small muted" key={note}>
                {note}
              </p>
            ))}
            <p class="small">{result.next}</p>
          </>
        )}
      </div>
      {result?.again && (
        <button type="button" class="button small" onClick={start}>
          <Icon name="refresh" /> {t("dkim_again")}
        </button>
      )}
    </section>
  );
}

interface AskingProps {
  readonly signers: readonly { readonly domain: string; readonly aligned: boolean }[];
  readonly resolvers: readonly string[];
}

/** Says, before the check, whom it tells what. */
function Asking({ signers, resolvers }: AskingProps) {
  const own = signers.filter(({ aligned }) => aligned).map(({ domain }) => domain);
  const others = signers.filter(({ aligned }) => !aligned).map(({ domain }) => domain);
  const domains = formatList(own.length > 0 ? own : others);
  return (
    <>
      <p class="small">
        {own.length > 0 ? t("dkim_says_signed", { domains }) : t("dkim_says_signed_other", { domains })}
      </p>
      <p class="small muted">
        {t("dkim_reveals", { domains, resolvers: formatList(resolvers.map((url) => new URL(url).host)) })}{" "}
        {own.length > 0 && others.length > 0 && `${t("dkim_reveals_others", { domains: formatList(others) })} `}
        {t("dkim_reveals_log")}
      </p>
    </>
  );
}
