import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { PICTURE_TYPES } from "../../../domain/html/pictures";
import { t } from "../../i18n";
import "./html-view.css";
import type { MailFrame, MailGround, PointedLink } from "./lazy/mail-frame";
import type { ShownPart } from "./shown-message";
import { useDark } from "./use-dark";

/** too-large: it is more than can be drawn. blocked: the browser gave no frame to draw it in. */
export type Undrawn = "too-large" | "blocked";

interface Props {
  readonly html: string;
  /** Where pictures of the message itself (cid:) are looked for. */
  readonly resources: readonly ShownPart[];
  /** Remote pictures may be loaded. */
  readonly remote: boolean;
  /** The servers remote pictures are on, once known. */
  onHosts(hosts: readonly string[]): void;
  onFailed(why: Undrawn): void;
}

interface Drawn {
  readonly frame: MailFrame;
  readonly coloured: boolean;
}

/** A formatted message as its sender drew it, without anything that runs, asks or tells. */
export function HtmlView({ html, resources, remote, onHosts, onFailed }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useSignal<Drawn | null>(null);
  const turned = useSignal(false);
  const link = useSignal<PointedLink | null>(null);
  const dark = useDark();

  // The callbacks only tell, and are new at every drawing.
  useEffect(() => {
    const end = new AbortController();
    const draw = async (): Promise<void> => {
      // Only messages with HTML pay for what reads it.
      const [{ cleanHtml }, { drawMail, FrameBlocked }] = await Promise.all([
        import("./lazy/clean-html"),
        import("./lazy/mail-frame"),
      ]);
      if (end.signal.aborted) return;
      const mail = cleanHtml(html);
      if (!mail) return onFailed("too-large");
      const frame = await drawMail(host.current!, mail, {
        title: t("html_frame"),
        pictureWord: t("html_picture"),
        remote,
        signal: end.signal,
        picture: (contentId) => pictureOf(resources.find((part) => part.contentId === contentId)),
        onLink: (pointed) => {
          link.value = pointed;
        },
      }).catch((error: unknown) => {
        if (error instanceof FrameBlocked) onFailed("blocked");
        else throw error;
      });
      if (!frame) return;
      drawn.value = { frame, coloured: mail.coloured };
      onHosts(mail.hosts);
    };
    void draw().catch((error: unknown) => {
      if (end.signal.aborted) return;
      console.error(error);
      onFailed("too-large");
    });
    return () => end.abort();
  }, [html, resources, remote]);

  useSignalEffect(() => {
    drawn.value?.frame.setGround(groundOf(dark.value, drawn.value.coloured, turned.value));
  });

  return (
    <>
      <div class="html-view">
        <div ref={host} />
        {link.value !== null && (
          <p class="html-link small" aria-hidden="true" style={{ top: `${link.value.below + 4}px` }}>
            {link.value.target}
          </p>
        )}
      </div>
      {drawn.value && dark.value && drawn.value.coloured && (
        <p class="html-choice">
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

function groundOf(dark: boolean, coloured: boolean, turned: boolean): MailGround {
  if (!coloured) return dark ? "plain-dark" : "plain";
  return dark && turned ? "dark" : "light";
}

/** Only what is a picture by its own first octets: the sender's word for it is not asked. */
async function pictureOf(part: ShownPart | undefined): Promise<Blob | null> {
  if (!part) return null;
  const [bytes, { sniffType }] = await Promise.all([
    part.bytes().catch(() => null),
    import("../../../domain/mime/names"),
  ]);
  if (!bytes) return null;
  const { shownType, mismatch } = sniffType(bytes.subarray(0, 1024), part.type, "");
  if (mismatch || !PICTURE_TYPES.includes(shownType)) return null;
  return new Blob([bytes as BlobPart], { type: shownType });
}
