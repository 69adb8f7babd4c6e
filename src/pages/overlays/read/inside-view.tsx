import type { Mailbox } from "../../../domain/address";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { lazily } from "../frame/lazily";
import { signatureWords } from "../report/signature-words";
import { Strip } from "../report/strip";
import { KeyBlock } from "./key-block";
import { MessageHead } from "./message-head";
import { Problem } from "./problem";
import type { ReadModel } from "./read-model";
import { ShownBody } from "./shown-body";
import type { Inside } from "./trail";

const GivenNote = lazily(() => import("./lazy/given-note").then((part) => part.GivenNote));

/**
 * An attached message or file, opened: in a view of its own, so that its status is not taken for that of the outer message,
 * and none of its content goes into a reply to that message.
 */
export function InsideView({ model, inside }: { model: ReadModel; inside: Inside }) {
  const { attachment, among, state, given } = inside;
  return (
    <>
      <Strip mark={model.session.settings.mark} index={null} open={model.panelOpen}>
        <p class="small muted">{given ? t("given_of") : insideOf(model)}</p>
        <p class="title">
          <strong>
            <bdi>{attachment.name.name}</bdi>
          </strong>
        </p>
        <Status inside={inside} />
      </Strip>
      <div class="inside-back">
        <button type="button" class="link small" onClick={model.lookBack}>
          {t("inside_back")}
        </button>
      </div>
      {given && state.phase !== "opening" && <GivenNote job={model.job} named={given.named} signer={signerOf(state)} />}
      {state.phase === "failed" && (
        <Problem
          model={model}
          failure={state.failure}
          again={() => {
            model.lookBack();
            void model.look(attachment, among, given);
          }}
        />
      )}
      {state.phase === "keys" && <KeyBlock model={model} armored={state.armored} bare />}
      {(state.phase === "opened" || state.phase === "clear") && (
        <>
          <MessageHead shown={state.shown} />
          {attachment.kind === "signature" ? null : (
            <ShownBody
              shown={state.shown}
              sealed={state.phase === "opened" && state.opened.sealed}
              onOpen={(item) => void model.look(item, state.shown.attachments)}
            />
          )}
        </>
      )}
    </>
  );
}

function insideOf({ job: { from } }: ReadModel): string {
  return from ? t("inside_of", { name: from.name || from.address }) : t("inside_of_unnamed");
}

/** Who signed a sealed file that has no header. */
const signerOf = (state: Inside["state"]): Mailbox | null =>
  state.phase === "opened" && state.opened.signature.state === "no-from" ? state.opened.signature.signer : null;

/** The sender that a file's own header names. */
function namedBy({ given }: Inside): Mailbox | null {
  const [address, ...others] = given?.named?.from ?? [];
  return address !== undefined && others.length === 0 ? { address, name: "" } : null;
}

function Status({ inside }: { inside: Inside }) {
  const { attachment, among, state, given } = inside;
  if (state.phase === "opening") return <p class="small muted late">{t("read_opening")}</p>;
  if (state.phase === "clear") return <p class="small muted">{t("inside_clear")}</p>;
  if (state.phase !== "opened") return null;
  const { signature, sealed } = state.opened;
  const words = signatureWords(signature, state.claimed ?? namedBy(inside));
  const file = among.find(({ id }) => id === attachment.signatureOf);
  return (
    <>
      {given && words.title && (
        <p class="title">
          <strong>{words.title}</strong>
        </p>
      )}
      <p role="status" class={`signature tone-${words.tone}`}>
        <Icon name={words.icon} size={13} /> <span>{words.sentence}</span>
      </p>
      {given && words.advice && <p class="small">{words.advice}</p>}
      {file && <p class="small muted">{t("attachment_signature_of", { name: file.name.name })}</p>}
      {!file && (
        <p class="signature tone-plain">
          <Icon name={sealed ? "lock" : "open"} size={13} />{" "}
          <span>{t(sealed ? "inside_sealed" : "read_clearsigned")}</span>
        </p>
      )}
    </>
  );
}
