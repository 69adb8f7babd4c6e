import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Block } from "../../../domain/mime/body";
import { t } from "../../i18n";
import { Attachments } from "./attachments";
import { HtmlView, type Undrawn } from "./html-view";
import { MessageText } from "./message-text";
import { RemoteImages } from "./remote-images";
import type { ShownAttachment, ShownMessage } from "./shown-message";

/** The most HTML blocks drawn: each is a document of its own, and no honest message has hundreds. */
const MAX_FRAMES = 20;

interface Props {
  readonly shown: ShownMessage;
  /** Whether the files were within the seal. */
  readonly sealed: boolean;
  /** Opens a part with a status of its own in a view of its own. */
  onOpen(item: ShownAttachment): void;
}

/** Everything of a message below its strip: text, formatted or plain, and files. */
export function ShownBody({ shown, sealed, onOpen }: Props) {
  const plain = useSignal(false);
  const remote = useSignal(false);
  const hosts = useSignal<ReadonlyMap<number, readonly string[]>>(new Map());
  const undrawn = useSignal<ReadonlyMap<number, Undrawn>>(new Map());
  const allHosts = useComputed(() => [...new Set([...hosts.value.values()].flat())]);
  const formatted = shown.blocks.some(({ html }) => html !== null);
  const tooMany = shown.blocks.filter(({ html }) => html !== null).length > MAX_FRAMES;
  const asText = plain.value || tooMany;
  const allUndrawn = shown.blocks.every(({ html }, at) => html === null || undrawn.value.has(at));
  return (
    <>
      {allHosts.value.length > 0 && !remote.value && !asText && (
        <RemoteImages
          hosts={allHosts.value}
          onLoad={() => {
            remote.value = true;
          }}
        />
      )}
      {shown.blocks.map((block, at) =>
        block.html === null || asText || undrawn.value.has(at) ? (
          <BlockText key={at} block={block} />
        ) : (
          <HtmlView
            key={at}
            html={block.html}
            resources={shown.resources}
            remote={remote.value}
            onHosts={(found) => {
              hosts.value = new Map(hosts.value).set(at, found);
            }}
            onFailed={(why) => {
              undrawn.value = new Map(undrawn.value).set(at, why);
            }}
          />
        ),
      )}
      {shown.blocks.length === 0 && shown.attachments.length === 0 && <MessageText text="" />}
      {tooMany && <Undrawable why="too-large" />}
      {[...new Set(undrawn.value.values())].map((why) => (
        <Undrawable key={why} why={why} />
      ))}
      {formatted && !tooMany && !allUndrawn && (
        <p class="html-choice">
          <button
            type="button"
            class="link small"
            aria-pressed={plain.value}
            onClick={() => {
              plain.value = !plain.value;
            }}
          >
            {t("html_plain")}
          </button>
        </p>
      )}
      <Attachments items={shown.attachments} sealed={sealed} onOpen={onOpen} />
    </>
  );
}

const Undrawable = ({ why }: { why: Undrawn }) => (
  <p class="html-choice small muted" role="status">
    {t(why === "blocked" ? "html_blocked" : "html_too_large")}
  </p>
);

/** The sender's own plain text where there is one, else the text of the HTML. */
function BlockText({ block }: { block: Block }) {
  const text = useSignal(block.plain);
  useEffect(() => {
    if (block.plain !== null) return;
    void Promise.all([import("./lazy/clean-html"), import("../../../domain/html/text")]).then(
      ([{ cleanHtml }, { textOfHtml }]) => {
        const mail = cleanHtml(block.html ?? "");
        text.value = mail ? textOfHtml(mail.body) : (block.html ?? "");
      },
    );
  }, [block, text]);
  return text.value === null ? null : <MessageText text={text.value} />;
}
