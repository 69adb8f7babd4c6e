import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { lazily } from "../frame/lazily";
import { Attachments } from "./attachments";
import { openableIn, type ReadModel, type ReadState } from "./read-model";
import { SaveOriginal } from "./save-original";

export const GiveFile = lazily(() => import("./lazy/give-file").then((part) => part.GiveFile));

interface Props {
  readonly model: ReadModel;
  readonly state: Extract<ReadState, { phase: "clear" | "clipped" }>;
}

/** Anything but a message sealed or signed as a whole: sealed files to open, or a message the page truncated. */
export function OtherForm({ model, state }: Props) {
  if (state.phase === "clipped")
    return (
      <div class="body problem">
        <Icon name="lock" size={20} />
        <div>
          <h2>{t("other_clipped_title")}</h2>
          <p class="muted">{t("other_clipped_text")}</p>
          {model.canSave && <SaveOriginal model={model} />}
          <GiveFile model={model} />
        </div>
      </div>
    );
  const items = openableIn(state.shown);
  return (
    <>
      <p class="body small muted">{t(items.length > 0 ? "other_files_text" : "other_files_none")}</p>
      <Attachments items={items} sealed={false} onOpen={(item) => void model.look(item, state.shown.attachments)} />
      {model.lacksSource.value && (
        <div class="body">
          <GiveFile model={model} />
        </div>
      )}
    </>
  );
}
