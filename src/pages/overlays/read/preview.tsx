import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formatSize, t } from "../../i18n";
import type { ShownAttachment } from "./shown-message";

export type PreviewKind = "picture" | "text";

const PICTURES: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
/** Octets; larger pictures are left to other programs. */
const MAX_PICTURE = 25 * 1024 * 1024;
/** The most octets of a text that are drawn. */
const MAX_TEXT = 200_000;

/**
 * How a file can be previewed. A PDF cannot: browsers show PDFs only where plug-ins may run, and the mail frames forbid
 * plug-ins.
 */
export function kindOfPreview({ shownType, dangerous, kind, size }: ShownAttachment): PreviewKind | null {
  if (dangerous || kind !== "file") return null;
  if (PICTURES.includes(shownType)) return (size ?? 0) <= MAX_PICTURE ? "picture" : null;
  return /^text\/(?!html|xml|javascript|x-script)/.test(shownType) ? "text" : null;
}

type Loaded = { readonly url: string } | { readonly text: string; readonly cut: boolean } | "failed" | null;

/** A picture or text file of a message, drawn from memory. */
export function Preview({ item, kind }: { item: ShownAttachment; kind: PreviewKind }) {
  const loaded = useSignal<Loaded>(null);
  useEffect(() => {
    const end = new AbortController();
    const load = async (): Promise<void> => {
      const bytes = await item.bytes();
      if (end.signal.aborted) return;
      if (kind === "text") {
        const { decodeText } = await import("../../../domain/mime/charset");
        const { text } = decodeText(bytes.subarray(0, MAX_TEXT), "");
        loaded.value = { text, cut: bytes.length > MAX_TEXT };
        return;
      }
      const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: item.shownType }));
      end.signal.addEventListener("abort", () => URL.revokeObjectURL(url), { once: true });
      loaded.value = { url };
    };
    void load().catch(() => {
      loaded.value = "failed";
    });
    return () => end.abort();
  }, [item, kind, loaded]);
  const now = loaded.value;
  if (now === null) return <p class="small muted late">{t("attachment_loading")}</p>;
  if (now === "failed") return <p role="alert">{t("attachment_failed")}</p>;
  if ("text" in now)
    return (
      <>
        <pre class="preview-text">{now.text}</pre>
        {now.cut && <p class="small muted">{t("attachment_cut", { size: formatSize(MAX_TEXT) })}</p>}
      </>
    );
  return (
    <img
      class="preview-picture"
      src={now.url}
      alt={item.name.name}
      onError={() => {
        loaded.value = "failed";
      }}
    />
  );
}
