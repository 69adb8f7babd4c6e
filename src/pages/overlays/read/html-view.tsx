import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { PICTURE_TYPES } from "../../../domain/html/pictures";
import { t } from "../../i18n";
import "./html-view.css";
import type { MailFrame, MailGround } from "./lazy/mail-frame";
import type { PointedLink } from "./lazy/mail-links";
import type { ShownPart } from "./shown-message";
import { useDark } from "./use-dark";

/** too-large: over the limits of what is drawn. blocked: the browser gave no frame to draw in. */
export type Undrawn = "too-large" | "blocked";

interface Props {
  readonly html: string;
  /** The message's own parts, for pictures with cid: addresses. */
  readonly resources: readonly ShownPart[];
  /** Whether remote pictures may be loaded. */
  readonly remote: boolean;
  /** Called with the servers of remote pictures, once known. */
  onHosts(hosts: readonly string[]): void;
  onFailed(why: Undrawn): void;
}

interface Drawn {
  readonly frame: MailFrame;
  readonly coloured: boolean;
}

/** A formatted message as its sender designed it, without scripts, forms or anything that reports back. */
export function HtmlView({ html, resources, remote, onHosts, onFailed }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useSignal<Drawn | null>(null);
  const turned = useSignal(false);
  const link = useSignal<PointedLink | null>(null);
  const dark = useDark();

  // The callbacks are no dependencies: they only report, and are new at every render.
  useEffect(() => {
    const end = new AbortController();
    const draw = async (): Promise<void> => {
      // Loaded only for messages with HTML.
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
        {link.value !== null && <WhereTo link={link.value} />}
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

/** Where a link leads. Assistive technology has it as the link's description, and needs to hear only that a touch did not open it. */
function WhereTo({ link: { target, below, again } }: { link: PointedLink }) {
  const spoken = again ? ({ role: "status" } as const) : { "aria-hidden": "true" as const };
  return (
    <p class="html-link small" style={{ top: `${below + 4}px` }} {...spoken}>
      {again && <strong>{`${t("html_link_again")} `}</strong>}
      {target}
    </p>
  );
}

function groundOf(dark: boolean, coloured: boolean, turned: boolean): MailGround {
  if (!coloured) return dark ? "plain-dark" : "plain";
  return dark && turned ? "dark" : "light";
}

/** The part as a picture, only if its first octets say that it is one, whatever type the sender declared. */
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
