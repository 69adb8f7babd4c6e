import "./attached-files.css";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { SIZE_LIMIT, tooLarge } from "../state/sealed-size";
import { fileSize } from "./file-size";

/** Below half of what providers take nobody needs to count. */
const WORTH_TELLING = SIZE_LIMIT / 2;

/** What is attached, each with a way to take it back, and how large the whole will be. */
export function AttachedFiles({ model }: { model: ComposeModel }) {
  const { written, blocked } = model;
  const files = written.attachments.value;
  if (files.length === 0) return null;
  const size = written.size.value;
  const words = { size: fileSize(size), limit: fileSize(SIZE_LIMIT) };
  return (
    <div class="attached">
      <ul class="plain cards" aria-label={t("attached_files")}>
        {files.map(({ id, name, size }) => (
          <li class="file" key={id}>
            <Icon name="clip" size={14} />
            <span class="name">
              <strong title={name}>{name}</strong>
              <span class="muted small">{fileSize(size)}</span>
            </span>
            <button
              type="button"
              class="button quiet"
              aria-label={t("attached_remove", { name })}
              title={t("attached_remove", { name })}
              disabled={blocked.value}
              onClick={() => written.detach(id)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
      {tooLarge(size) ? (
        <p class="note bad" role="alert">
          <Icon name="warn" />
          <span>{t("attached_too_large", words)}</span>
        </p>
      ) : (
        size > WORTH_TELLING && <p class="muted small">{t("attached_total", words)}</p>
      )}
    </div>
  );
}
