import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";

/** The cards come with the first file. */
const Cards = lazily(() => import("./attached-files").then((part) => part.AttachedFiles));

export function AttachedList({ model }: { model: ComposeModel }) {
  return model.written.attachments.value.length > 0 ? <Cards model={model} /> : null;
}
