import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { PICTURE_TYPES } from "../../../domain/html/pictures";
import { t } from "../../i18n";
import "./html-view.css";
import type { Ground, MailFrame, PointedLink } from "./mail-frame";
import { RemoteImages } from "./remote-images";
import type { ShownAttachment } from "./shown-message";
import { useDark } from "./use-dark";

interface Props {
  readonly html: string;
  /** Where pictures of the message itself (cid:) are looked for. */
  readonly parts: readonly ShownAttachment[];
  /** Parts that are drawn within the message. */
  onDrawn(ids: ReadonlySet<string>): void;
  /** It cannot be drawn: more than is read, or the page was taken away. */
  onFailed(): void;
}

interface Drawn {
  readonly frame: MailFrame;
  readonly hosts: readonly string[];
  readonly coloured: boolean;
}

/** A formatted message as its sender drew it, without anything that runs, asks or tells. */
export function HtmlView({ html, parts, onDrawn, onFailed }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useSignal<Drawn | null>(null);
  const remote = useSignal(false);
  const turned = useSignal(false);
  const link = useSignal<PointedLink | null>(null);
  const dark = useDark();

  useEffect(() => {
    const end = new AbortController();
    const used = new Set<string>();
    const draws = (id: string): void => {
      used.add(id);
      onDrawn(new Set(used));
    };
    const draw = async (): Promise<void> => {
      // Only messages with HTML pay for what reads it.
      const [{ cleanHtml }, { drawMail }] = await Promise.all([import("./clean-html"), import("./mail-frame")]);
      if (end.signal.aborted) return;
      const mail = cleanHtml(html);
      if (!mail) return onFailed();
      const frame = await drawMail(host.current!, mail, {
        title: t("html_frame"),
        pictureWord: t("html_picture"),
        remote: remote.value,
        signal: end.signal,
        picture: (contentId) => pictureOf(parts, contentId, draws),
        onLink: (pointed) => {
          link.value = pointed;
        },
      });
      if (frame) drawn.value = { frame, hosts: mail.hosts, coloured: mail.coloured };
    };
    void draw().catch((error: unknown) => {
      if (end.signal.aborted) return;
      console.error(error);
      onFailed();
    });
    return () => end.abort();
    // The callbacks only tell.
  }, [html, parts, remote.value, drawn, link]);

  useSignalEffect(() => {
    drawn.value?.frame.setGround(groundOf(dark.value, drawn.value.coloured, turned.value));
  });

  const now = drawn.value;
  return (
    <>
      {now && now.hosts.length > 0 && !remote.value && (
        <RemoteImages
          hosts={now.hosts}
          onLoad={() => {
            remote.value = true;
          }}
        />
      )}
      <div class="html-view">
        <div ref={host} />
        {link.value !== null && (
          <p class="html-link small" aria-hidden="true" style={{ top: `${link.value.below + 4}px` }}>
            {link.value.target}
          </p>
        )}
      </div>
      {now && dark.value && now.coloured && (
        <p class="html-ground">
          <button
            type="button"
            class="link small"
            onClick={() => {
              turned.value = !turned.value;
            }}
          >
            {turned.value ? t("html_light") : t("html_dark")}
          </button>
        </p>
      )}
    </>
  );
}

function groundOf(dark: boolean, coloured: boolean, turned: boolean): Ground {
  if (!coloured) return dark ? "plain-dark" : "plain";
  return dark && turned ? "dark" : "light";
}

/** Only what is a picture by its own first octets: the sender's word for it is not asked. */
async function pictureOf(
  parts: readonly ShownAttachment[],
  contentId: string,
  draws: (id: string) => void,
): Promise<Blob | null> {
  const part = parts.find((one) => one.contentId === contentId);
  if (!part) return null;
  const { sniffType } = await import("../../../domain/mime/names");
  const bytes = await part.bytes().catch(() => null);
  if (!bytes) return null;
  const { shownType } = sniffType(bytes.subarray(0, 1024), part.type, "");
  if (!PICTURE_TYPES.includes(shownType)) return null;
  draws(part.id);
  return new Blob([bytes], { type: shownType });
}
