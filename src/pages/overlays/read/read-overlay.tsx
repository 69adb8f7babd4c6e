import { useSignal } from "@preact/signals";
import type { Opened } from "../../../messages/types";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { signatureWords } from "../signature-words";
import { Strip } from "../strip";
import { KeyBlock } from "./key-block";
import { MessageText } from "./message-text";
import { OtherForm } from "./other-form";
import { Problem } from "./problem";
import { ReadFooter } from "./read-footer";
import type { ReadModel } from "./read-model";
import { SenderKey } from "./sender-key";
import { SenderNotice } from "./sender-notice";

/** The message in the message's place: who, signature in words, badge, text, and what can be done with it. */
export function ReadOverlay({ model }: { model: ReadModel }) {
  const state = model.state.value;
  const opened = state.phase === "opened" ? state.opened : null;
  const { content } = model.job;
  if (content.form === "key")
    return (
      <section class="overlay card" aria-label={t("keyblock_region")}>
        <KeyBlock model={model} armored={content.armored} />
      </section>
    );
  return (
    <section class="overlay card" aria-label={opened && !opened.sealed ? t("read_region_signed") : t("read_region")}>
      {opened ? <OpenedMessage model={model} opened={opened} /> : <Unopened model={model} />}
    </section>
  );
}

function Unopened({ model }: { model: ReadModel }) {
  const { job, session } = model;
  const state = model.state.value;
  const waiting = state.phase === "opening" && job.content.form === "armored";
  return (
    <>
      <Strip mark={session.settings.mark} index={null} open={model.panelOpen}>
        <Who from={job.from} />
        <p class="small muted" role="status">
          {waiting ? <span class="late">{t("read_opening")}</span> : t("read_not_opened")}
        </p>
      </Strip>
      {job.content.form !== "armored" && job.content.form !== "key" && (
        <OtherForm model={model} content={job.content} />
      )}
      {waiting && (
        <div class="body late skeleton" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
      {state.phase === "failed" && <Problem model={model} code={state.code} detail={state.detail} />}
    </>
  );
}

function OpenedMessage({ model, opened }: { model: ReadModel; opened: Opened }) {
  const { job, session } = model;
  const words = signatureWords(opened.signature, job.from);
  const anyway = useSignal(false);
  const held = opened.signature.state === "changed-key" && !anyway.value;
  return (
    <>
      <Strip
        mark={session.settings.mark}
        index={model.index.value}
        open={model.panelOpen}
        bad={words.tone === "bad"}
        path={model.path.value}
        sender={job.from?.name || job.from?.address}
      >
        <Who from={job.from} />
        {words.title && (
          <p class="title">
            <strong>{words.title}</strong>
          </p>
        )}
        <p role="status" class={`signature tone-${words.tone}`}>
          <Icon name={words.icon} size={13} /> <span>{words.sentence}</span>
        </p>
        {!opened.sealed && (
          <p class="signature tone-plain">
            <Icon name="open" size={13} /> <span>{t("read_clearsigned")}</span>
          </p>
        )}
      </Strip>
      {words.advice && (
        <p class="note inset">
          <Icon name="warn" /> <span>{words.advice}</span>
        </p>
      )}
      <SenderNotice model={model} opened={opened} />
      <SenderKey model={model} opened={opened}>
        {held && (
          <button
            type="button"
            class="button"
            onClick={() => {
              anyway.value = true;
            }}
          >
            {t("read_anyway")}
          </button>
        )}
      </SenderKey>
      {!held && (
        <>
          <MessageText text={opened.text} />
          <ReadFooter model={model} opened={opened} />
        </>
      )}
    </>
  );
}

function Who({ from }: { from: { address: string; name: string } | null }) {
  if (!from) return <strong>{t("read_unknown_sender")}</strong>;
  return (
    <p class="from">
      <strong>{from.name || from.address}</strong> {from.name && <span class="muted small">{from.address}</span>}
    </p>
  );
}
