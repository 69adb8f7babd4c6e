import { useSignal } from "@preact/signals";
import { addressKey } from "../../../domain/address";
import type { Opened } from "../../../domain/message/opened";
import { signedFor } from "../../../domain/mime/addressees";
import { isOutside } from "../../../domain/organisation";
import { ownAddresses } from "../../../domain/speaker";
import type { Signature } from "../../../domain/trust/signature";
import type { ReadJob } from "../../../messages/channel";
import { Icon } from "../../components/icon";
import { Outside } from "../../components/outside";
import { t } from "../../i18n";
import { ClockNote } from "../frame/clock-note-later";
import { lazily } from "../frame/lazily";
import { DomainPlace } from "../report/panel-parts";
import { signatureWords } from "../report/signature-words";
import { Strip } from "../report/strip";
import { InsideView } from "./inside-view";
import { KeyBlock } from "./key-block";
import { MessageHead } from "./message-head";
import { OtherForm } from "./other-form";
import { Problem } from "./problem";
import { ReadFooter } from "./read-footer";
import type { ReadModel } from "./read-model";
import { SenderKey } from "./sender-key";
import { SenderNotice } from "./sender-notice";
import { ShownBody } from "./shown-body";
import type { ShownMessage } from "./shown-message";

const Held = lazily(() => import("./lazy/held").then((part) => part.Held));

/** The message in its place in the page: sender, signature in words, badge, text, and what can be done with it. */
export function ReadOverlay({ model }: { model: ReadModel }) {
  const state = model.state.value;
  const { content } = model.job;
  if (content.form === "key")
    return (
      <section class="overlay card" aria-label={t("keyblock_region")}>
        <KeyBlock model={model} armored={content.armored} />
      </section>
    );
  const inside = model.trail.value.at(-1);
  return (
    <section class="overlay card" aria-label={t(regionWord(model))}>
      {model.session.clockFault && <ClockNote fault={model.session.clockFault} />}
      {inside ? (
        <InsideView key={model.trail.value.length} model={model} inside={inside} />
      ) : state.phase === "opened" ? (
        <OpenedMessage model={model} opened={state.opened} shown={state.shown} />
      ) : (
        <Unopened model={model} />
      )}
    </section>
  );
}

function regionWord(model: ReadModel): "read_region" | "read_region_signed" | "read_region_files" {
  const state = model.state.value;
  if (state.phase === "clear") return "read_region_files";
  return state.phase === "opened" && !state.opened.sealed ? "read_region_signed" : "read_region";
}

function Unopened({ model }: { model: ReadModel }) {
  const { job, session } = model;
  const state = model.state.value;
  return (
    <>
      <Strip
        mark={session.settings.mark}
        index={model.index.value}
        open={model.panelOpen}
        path={model.path.value}
        sender={job.from?.name || job.from?.address}
        domain={<DomainPlace check={model.domain} resolvers={session.settings.resolvers} />}
      >
        <Who job={job} domains={session.settings.managed.domains} />
        <p class="small muted" role="status">
          {state.phase === "opening" && <span class="late">{t("read_opening")}</span>}
          {state.phase === "clear" && t(model.lacksSource.value ? "read_clear_unknown" : "read_clear")}
          {(state.phase === "failed" || state.phase === "clipped" || state.phase === "held") && t("read_not_opened")}
        </p>
      </Strip>
      {(state.phase === "clear" || state.phase === "clipped") && <OtherForm model={model} state={state} />}
      {state.phase === "opening" && (
        <div class="body late skeleton" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
      {state.phase === "failed" && <Problem model={model} failure={state.failure} />}
      {state.phase === "held" && <Held open={() => void model.open()} />}
    </>
  );
}

interface OpenedProps {
  readonly model: ReadModel;
  readonly opened: Opened;
  readonly shown: ShownMessage;
}

function OpenedMessage({ model, opened, shown }: OpenedProps) {
  const { job, session } = model;
  const words = signatureWords(opened.signature, job.from, job.account);
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
        domain={<DomainPlace check={model.domain} resolvers={session.settings.resolvers} />}
      >
        <Who job={job} domains={session.settings.managed.domains} />
        {words.title && (
          <p class="title">
            <strong>{words.title}</strong>
          </p>
        )}
        <p role="status" class={`signature tone-${words.tone}`}>
          <Icon name={words.icon} size={13} /> <span>{words.sentence}</span>
        </p>
        <SignedFor model={model} opened={opened} shown={shown} />
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
      {opened.unprotected && (
        <p class="note inset" role="alert">
          <Icon name="warn" /> <span>{t("read_unprotected")}</span>
        </p>
      )}
      <OtherSender model={model} opened={opened} shown={shown} />
      {!held && (
        <>
          <MessageHead shown={shown} />
          <ShownBody shown={shown} sealed={opened.sealed} onOpen={(item) => void model.look(item, shown.attachments)} />
          <ReadFooter model={model} opened={opened} shown={shown} />
        </>
      )}
    </>
  );
}

const COVERS: readonly Signature["state"][] = [
  ...(["verified", "known", "first-contact", "undated", "not-checked", "date-mismatch", "for-others"] as const),
];
const MOST_NAMED = 5;

/** Says whom the writer signed the message for, where the mail names others. Neutral, as lists and forwarding cause this too. */
function SignedFor({ model: { job, session, state }, opened: { signature }, shown }: OpenedProps) {
  const { value } = state;
  if (!shown.headers || !COVERS.includes(signature.state)) return null;
  // Already said by the signature state, which compares keys.
  if (signature.state === "for-others" && signature.intended.length > 0) return null;
  const outside = (value.phase === "opened" ? value.addressed : null) ?? job.to;
  const people = signedFor(shown.headers, outside, ownAddresses(session.identities, job.account)).map(
    ({ address }) => address,
  );
  if (people.length === 0) return null;
  const named = people.length > MOST_NAMED ? [...people.slice(0, MOST_NAMED), "…"] : people;
  return (
    <p class="signature tone-plain">
      <Icon name="person" size={13} /> <span>{t("read_signed_for", { people: named.join(", ") })}</span>
    </p>
  );
}

/** Says that the message names another sender within its layers than the page does, unless the signature state says so. */
function OtherSender({ model, opened, shown }: OpenedProps) {
  const inner = shown.headers?.from;
  const outer = model.job.from;
  if (!inner || !outer || opened.signature.state === "from-mismatch") return null;
  if (addressKey(inner.address) === addressKey(outer.address)) return null;
  return (
    <p class="note inset" role="alert">
      <Icon name="warn" /> <span>{t("read_other_sender", { inner: inner.address, outer: outer.address })}</span>
    </p>
  );
}

interface WhoProps {
  readonly job: Pick<ReadJob, "from" | "namesOnly">;
  /** Domains of the user's organisation; empty: nobody is outside. */
  readonly domains: readonly string[];
}

function Who({ job: { from, namesOnly }, domains }: WhoProps) {
  if (!from) return <strong>{t(namesOnly ? "read_named_sender" : "read_unknown_sender")}</strong>;
  return (
    <>
      <p class="from">
        <strong>{from.name || from.address}</strong> {from.name && <span class="muted small">{from.address}</span>}
      </p>
      {isOutside(from.address, domains) && <Outside />}
    </>
  );
}
