import "./whose-key.css";
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Identity } from "../../../../../domain/identity";
import { spokenAddress } from "../../../../../domain/speaker";
import { careful } from "../../../../components/careful";
import { Select } from "../../../../components/controls";
import { Icon, type IconName } from "../../../../components/icon";
import { t, type WordKey } from "../../../../i18n";
import { Unlock } from "../../../frame/lazy/unlock";
import type { ComposeModel } from "../../compose-model";
import { type KeyProblem, type SpeakerAnswer, signerName } from "../../state/speaking";

const PROBLEMS: Readonly<Record<string, WordKey>> = {
  "bad-address": "speaks_bad_address",
  "already-there": "speaks_already",
};
const problemWords = (problem: KeyProblem): string => t(PROBLEMS[problem] ?? "speaks_failed");

/** Asked when none of the user's keys has the From address. Until it is answered nothing is signed, sealed or saved. */
export function WhoseKey({ model: { speaking } }: { model: ComposeModel }) {
  const id = useId();
  const { from, keys, problem, look, dismiss } = speaking;
  const tried = useSignal<SpeakerAnswer | null>(null);
  useEffect(() => {
    const back = (): void => void look();
    addEventListener("focus", back);
    return () => removeEventListener("focus", back);
  }, [look]);
  const give = (answer: SpeakerAnswer): void => {
    tried.value = answer;
    void speaking.answer(answer);
  };
  const address = from.value;
  const words = wordsFor(address, keys.value.length);
  return (
    <section class="whose" aria-labelledby={id}>
      <h2 id={id}>{words.title}</h2>
      <p class="muted small">{words.text}</p>
      {address === null ? (
        <Signers keys={keys.value} give={give} />
      ) : (
        <Answers model={speaking} address={address} give={give} />
      )}
      {problem.value === "locked" && (
        <Unlock why={t("unlock_why_add")} onUnlocked={() => tried.value && give(tried.value)} onCancel={dismiss} />
      )}
      {problem.value && problem.value !== "locked" && (
        <p class="row nowrap text-e small" role="alert">
          <Icon name="warn" />
          <span>{problemWords(problem.value)}</span>
        </p>
      )}
    </section>
  );
}

function wordsFor(address: string | null, keys: number): { title: string; text: string } {
  if (address !== null) return { title: t("speaks_none", { from: address }), text: t("speaks_none_text") };
  if (keys === 0) return { title: t("speaks_none_at_all"), text: t("speaks_none_at_all_text") };
  return { title: t("speaks_unknown"), text: t("speaks_unknown_text") };
}

/** The From is unknown: the user picks one of their keys. */
function Signers({ keys, give }: { keys: readonly Identity[]; give: (answer: SpeakerAnswer) => void }) {
  return (
    <div class="choices">
      {keys.map((key) => (
        <Choice
          key={key.fingerprint}
          icon="person"
          title={t("speaks_sign", { name: signerName(key, null) })}
          why={t("speaks_sign_unknown_why")}
          onPress={() => give({ way: "sign", key })}
        />
      ))}
    </div>
  );
}

interface AnswersProps {
  readonly model: ComposeModel["speaking"];
  readonly address: string;
  readonly give: (answer: SpeakerAnswer) => void;
}

function Answers({ model: { keys, mailbox, busy }, address, give }: AnswersProps) {
  const id = useId();
  const picked = useSignal(0);
  const key = keys.value[picked.value] ?? keys.value[0];
  const name = mailbox.value?.name ?? "";
  const user = name === "" ? address : `${name} <${address}>`;
  const open = keys.value.some(({ protection }) => protection === "passphrase") ? ` ${t("speaks_make_open")}` : "";
  return (
    <>
      {keys.value.length > 1 && (
        <p class="row">
          <label for={id}>{t("speaks_key")}</label>
          <Select
            id={id}
            value={String(picked.value)}
            onChange={(event) => {
              picked.value = Number(event.currentTarget.value);
            }}
          >
            {keys.value.map((one, index) => (
              <option key={one.fingerprint} value={String(index)}>
                {signerName(one, null)}
              </option>
            ))}
          </Select>
        </p>
      )}
      <div class="choices" aria-busy={busy.value}>
        <Choice
          icon="key"
          first
          title={t("speaks_make")}
          why={t("speaks_make_why", { user }) + open}
          onPress={() => give({ way: "make" })}
        />
        {key && (
          <>
            <Choice
              icon="link"
              title={t("speaks_add", { name: key.name })}
              why={t("speaks_add_why", { addresses: [...key.addresses, address].join(", ") })}
              onPress={() => give({ way: "add", key })}
            />
            <Choice
              icon="person"
              title={t("speaks_sign", { name: key.name })}
              why={t("speaks_sign_why", { address: spokenAddress(key, address) })}
              onPress={() => give({ way: "sign", key })}
            />
          </>
        )}
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly title: string;
  readonly why: string;
  readonly first?: boolean;
  readonly onPress: () => void;
}

/** Each choice settles a key. When it is confirmed in a window of our own, that window names the consequence too. */
function Choice({ icon, title, why, first = false, onPress }: ChoiceProps) {
  const id = useId();
  return (
    <button
      type="button"
      class={first ? "choice first" : "choice"}
      {...careful("other", [why], [])}
      aria-label={title}
      aria-describedby={`${id}-why`}
      onClick={onPress}
    >
      <Icon name={icon} size={14} />
      <span>
        <span class="title">{title}</span>
        <span class="muted small" id={`${id}-why`}>
          {why}
        </span>
      </span>
    </button>
  );
}
