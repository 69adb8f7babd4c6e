import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { formatSize, t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { SIZE_LIMIT, tooLarge } from "../state/composition";

/** Below half of what providers accept, the total is of no interest. */
const WORTH_TELLING = SIZE_LIMIT / 2;

/** The attached files, each with a button to remove it, and the size of the sealed whole. */
export function AttachedFiles({ model }: { model: ComposeModel }) {
  const { written, blocked } = model;
  const files = written.attachments.value;
  if (files.length === 0) return null;
  const size = written.size.value;
  const words = { size: formatSize(size), limit: formatSize(SIZE_LIMIT) };
  return (
    <div class="attached">
      <ul class="plain cards" aria-label={t("attached_files")}>
        {files.map(({ id, name, size }) => (
          <li class="file" key={id}>
            <Icon name="clip" size={14} />
            <span class="name">
              <strong title={name}>{name}</strong>
              <span class="muted small">{formatSize(size)}</span>
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

const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** A copied table cell or word comes with a picture of itself, but the user means the words. */
const isWords = (data: DataTransfer): boolean =>
  data.types.some((type) => type === "text/plain" || type === "text/html");

/** Files dropped or pasted anywhere in the frame are attached. Tells whether one is being dragged over it. */
export function useFiles(model: ComposeModel): Signal<boolean> {
  const over = useSignal(false);
  useEffect(() => {
    const done = new AbortController();
    const { signal } = done;
    const ready = (): boolean => model.start.peek().is === "ready" && !model.blocked.peek() && !model.closing.peek();
    const drag = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return;
      // Always: otherwise the browser opens the file in place of the frame.
      event.preventDefault();
      over.value = event.type !== "drop" && ready();
    };
    for (const type of ["dragenter", "dragover", "drop"] as const)
      document.addEventListener(type, drag, { capture: true, signal });
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) over.value = false;
    };
    document.addEventListener("dragleave", left, { signal });
    document.addEventListener(
      "drop",
      (event) => {
        if (!carriesFiles(event.dataTransfer)) return;
        event.stopPropagation();
        if (ready()) model.written.attach([...event.dataTransfer!.files]);
      },
      { capture: true, signal },
    );
    document.addEventListener(
      "paste",
      (event) => {
        const data = event.clipboardData;
        if (!data || data.files.length === 0 || isWords(data) || !ready()) return;
        event.preventDefault();
        event.stopPropagation();
        model.written.attach([...data.files]);
      },
      { capture: true, signal },
    );
    return () => done.abort();
  }, [model, over]);
  return over;
}
