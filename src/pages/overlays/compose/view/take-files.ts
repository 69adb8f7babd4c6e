import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ComposeModel } from "../compose-model";

const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** A copied cell or word comes with a picture of itself: then the words are meant. */
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
      // Always: the browser would else open the file in the place of the frame.
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
