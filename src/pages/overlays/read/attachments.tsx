import { useSignal } from "@preact/signals";
import { Icon, type IconName } from "../../components/icon";
import { saveFile } from "../../components/save-file";
import { formatSize, t, tData } from "../../i18n";
import "./attachments.css";
import { kindOfPreview, Preview } from "./preview";
import type { ShownAttachment } from "./shown-message";

interface Props {
  readonly items: readonly ShownAttachment[];
  readonly sealed: boolean;
  onOpen(item: ShownAttachment): void;
}

const OPENS: readonly ShownAttachment["kind"][] = ["message", "encrypted", "signed", "keys"];
const ICONS: Partial<Record<ShownAttachment["kind"], IconName>> = {
  message: "mail",
  encrypted: "lock",
  keys: "key",
  signature: "seal",
};

/** The files of a message: what each is, any warnings, and what can be done with it. */
export function Attachments({ items, sealed, onOpen }: Props) {
  const failed = useSignal(false);
  if (items.length === 0) return null;
  const files = items.filter(({ kind }) => kind !== "signature");
  const saveAll = async (): Promise<void> => {
    failed.value = false;
    // One by one, so that they are never all in memory at once.
    for (const item of items) if (!(await save(item))) failed.value = true;
  };
  return (
    <section class="attachments" aria-label={t("attachments")}>
      <ul class="plain">
        {items.map((item) => (
          <li key={item.id}>
            <OneAttachment
              item={item}
              sealed={sealed}
              signed={items.find(({ id }) => id === item.signatureOf)?.name.name ?? null}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
      {files.length > 1 && (
        <p class="row">
          <button type="button" class="button small" onClick={() => void saveAll()}>
            <Icon name="download" size={14} />
            {t("attachments_save_all")}
          </button>
          <span class="small" role="status">
            {failed.value && t("attachment_failed")}
          </span>
        </p>
      )}
    </section>
  );
}

/** Saves octets without a media type, so that the browser treats them as a plain file. False: not available. */
async function save(item: ShownAttachment): Promise<boolean> {
  try {
    saveFile(item.name.name, (await item.bytes()) as BlobPart, "application/octet-stream");
    return true;
  } catch {
    return false;
  }
}

interface OneProps extends Omit<Props, "items"> {
  readonly item: ShownAttachment;
  /** The name of the file this one is the signature of. */
  readonly signed: string | null;
}

function OneAttachment({ item, sealed, signed, onOpen }: OneProps) {
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  const shown = useSignal(false);
  const preview = kindOfPreview(item);
  const press = async (): Promise<void> => {
    if (state.value === "busy") return;
    state.value = "busy";
    state.value = (await save(item)) ? "idle" : "failed";
  };
  const size = item.size === null ? [] : [formatSize(item.size)];
  const about = [...size, sealed ? t("attachment_sealed") : t("attachment_not_sealed")];
  return (
    <div class="attachment">
      <div class="attachment-head">
        <Icon name={ICONS[item.kind] ?? "clip"} />
        <p class="grow">
          <bdi class="attachment-name">{item.name.name}</bdi>
          <span class="muted small">{about.join(", ")}</span>
        </p>
        <div class="row">
          {(OPENS.includes(item.kind) || signed !== null) && (
            <button type="button" class="button small" data-careful="seen" onClick={() => onOpen(item)}>
              {t(signed === null ? "attachment_open" : "attachment_check")}
              <span class="visually-hidden"> {item.name.name}</span>
            </button>
          )}
          {preview && (
            <button
              type="button"
              class="button small"
              aria-expanded={shown.value}
              onClick={() => {
                shown.value = !shown.value;
              }}
            >
              {shown.value ? t("attachment_hide") : t("attachment_show")}
              <span class="visually-hidden"> {item.name.name}</span>
            </button>
          )}
          <button
            type="button"
            class="button small"
            aria-disabled={state.value === "busy"}
            onClick={() => void press()}
          >
            {t("attachment_save")}
            <span class="visually-hidden"> {item.name.name}</span>
          </button>
        </div>
      </div>
      {warningsOf(item).map((warning) => (
        <p key={warning} class="attachment-warning small">
          <Icon name="warn" size={14} /> <span>{warning}</span>
        </p>
      ))}
      {signed !== null && <p class="small muted">{t("attachment_signature_of", { name: signed })}</p>}
      {item.shownType === "application/pdf" && !item.dangerous && <p class="small muted">{t("attachment_pdf")}</p>}
      <p class="small" role="alert">
        {state.value === "failed" && t("attachment_failed")}
      </p>
      {shown.value && preview && <Preview item={item} kind={preview} />}
    </div>
  );
}

/** Warnings by weight. The one about a double extension says more than the one about programs, so it replaces that. */
function warningsOf(item: ShownAttachment): string[] {
  const warnings: string[] = [];
  if (item.name.doubleExtension)
    warnings.push(t("attachment_double", { ending: /\.[^.]*$/.exec(item.name.name)?.[0] ?? "" }));
  // A picture declared as another kind of picture is harmless.
  const bothPictures = item.type.startsWith("image/") && whatItIs(item) === "picture";
  if (item.mismatch && !bothPictures)
    warnings.push(t("attachment_mismatch", { what: tData(`file_${whatItIs(item)}`) }));
  if (item.dangerous && !item.name.doubleExtension) warnings.push(t("attachment_dangerous"));
  return warnings;
}

/** The family of a sniffed type (`sniffType`), in everyday words. */
function whatItIs({ shownType }: ShownAttachment): string {
  if (/^application\/x-(?:msdownload|elf|mach-binary|ms-shortcut)$|x-script$/.test(shownType)) return "program";
  if (/html|svg|xml/.test(shownType)) return "page";
  if (shownType.startsWith("image/")) return "picture";
  if (shownType === "application/pdf") return "pdf";
  return shownType === "application/zip" ? "archive" : "other";
}
