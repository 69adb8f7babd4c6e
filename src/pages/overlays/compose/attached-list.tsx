import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ComposeModel } from "./compose-model";

/** The cards come with the first file. */
export function AttachedList({ model }: { model: ComposeModel }) {
  const cards = useSignal<{ readonly Cards: typeof import("./attached-files").AttachedFiles } | null>(null);
  const any = model.written.attachments.value.length > 0;
  useEffect(() => {
    if (any)
      void import("./attached-files").then(({ AttachedFiles: Cards }) => {
        cards.value = { Cards };
      });
  }, [any, cards]);
  if (!any || !cards.value) return null;
  const { Cards } = cards.value;
  return <Cards model={model} />;
}
