import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Opened } from "../../../domain/message/opened";
import type { RecipientState } from "../../../domain/trust/contact";
import { Icon } from "../../components/icon";
import { outcomeWords } from "../../components/key-words";
import { t } from "../../i18n";
import { ask } from "../frame/ask";
import { lazily } from "../frame/lazily";
import type { ReadModel } from "./read-model";

const RivalKeys = lazily(() => import("../../components/lazy/rival-keys").then((part) => part.RivalKeys));

interface Props {
  readonly model: ReadModel;
  readonly opened: Opened;
  /** Shown beside the button that compares a changed key. */
  readonly children?: ComponentChildren;
}

/** What can be done about the sender's key: find one that is missing, compare one that changed. */
export function SenderKey({ model, opened, children }: Props) {
  const { from } = model.job;
  if (!from) return null;
  if (opened.signature.state === "unknown-key" || opened.signature.state === "not-checked")
    return <FindKey model={model} name={from.name || from.address} known={opened.signature.state === "not-checked"} />;
  if (opened.signature.state === "changed-key")
    return (
      <CheckKey model={model} address={from.address} name={from.name || from.address}>
        {children}
      </CheckKey>
    );
  return null;
}

/** `known`: a matching key exists, but is known from messages alone. */
function FindKey({ model, name, known }: { model: ReadModel; name: string; known: boolean }) {
  const finding = model.finding.value;
  const host = model.job.from!.address.split("@").at(-1)!;
  return (
    <div class="note inset wrap">
      <Icon name="search" />
      <div class="grow">
        {typeof finding === "object" ? (
          <>
            <p>{t(known ? "find_key_only_mail" : "find_key_nothing", { name })}</p>
            <ul class="small muted plain">
              {finding.outcomes.map((outcome) => (
                <li key={`${outcome.source} ${outcome.server}`}>{outcomeWords(outcome)}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>{t("find_key_reveals", { host })}</p>
        )}
      </div>
      <button type="button" class="button small" disabled={finding === "looking"} onClick={() => void model.findKey()}>
        {finding === "looking" ? t("find_key_looking") : t("find_key", { name })}
      </button>
    </div>
  );
}

interface CheckKeyProps {
  readonly model: ReadModel;
  readonly address: string;
  readonly name: string;
  readonly children: ComponentChildren;
}

function CheckKey({ model, address, name, children }: CheckKeyProps) {
  const open = useSignal(false);
  const state = useSignal<RecipientState | null>(null);
  useEffect(() => {
    void ask("recipient.states", { addresses: [address] }).then((answer) => {
      if (answer.ok) state.value = answer.value[0] ?? null;
    });
  }, [address, state]);
  if (!open.value) {
    return (
      <div class="foot">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            open.value = true;
          }}
        >
          {t("check_key", { name })}
        </button>
        {children}
      </div>
    );
  }
  return (
    <>
      <div class="body">
        <RivalKeys
          name={name}
          address={address}
          state={state.value?.state === "conflict" ? "conflict" : "changed"}
          rivals={state.value?.rivals ?? []}
          vouched={state.value?.vouched ?? []}
          onChosen={() => void model.open()}
        />
      </div>
      {children && <div class="foot">{children}</div>}
    </>
  );
}
