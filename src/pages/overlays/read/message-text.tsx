import { useMemo } from "preact/hooks";
import { t } from "../../i18n";
import { findLinks } from "./text-links";

/** Plain text as it was written. Links open in a new tab, without a referrer. */
export function MessageText({ text }: { text: string }) {
  const pieces = useMemo(() => findLinks(text), [text]);
  if (text.trim() === "") return <p class="body muted">{t("read_empty")}</p>;
  return (
    <div class="body text">
      {pieces.map((piece) =>
        piece.href === null ? (
          piece.text
        ) : (
          <>
            <a
              href={piece.href}
              target="_blank"
              rel="noopener noreferrer"
              referrerpolicy="no-referrer"
              title={piece.href}
            >
              {piece.text}
            </a>
            {piece.host && <span class="muted small">{` (${t("read_link_host", { host: piece.host })})`}</span>}
          </>
        ),
      )}
    </div>
  );
}
