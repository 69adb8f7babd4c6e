import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { t, type WordKey } from "../../../i18n";
import type { Format, RichEditor } from "./lazy/rich-editor";

const LETTERS = { bold: <b>B</b>, italic: <i>I</i>, underline: <u>U</u> } as const;

const TOOLS: readonly { readonly format: Format; readonly word: WordKey; readonly sign: ComponentChildren }[] = [
  { format: "bold", word: "format_bold", sign: LETTERS.bold },
  { format: "italic", word: "format_italic", sign: LETTERS.italic },
  { format: "underline", word: "format_underline", sign: LETTERS.underline },
  { format: "list", word: "format_list", sign: <Icon name="list" size={15} /> },
  { format: "numbers", word: "format_numbers", sign: <span class="digits" /> },
  { format: "quote", word: "format_quote", sign: <Icon name="quote" size={15} /> },
  { format: "link", word: "format_link", sign: <Icon name="link" size={15} /> },
];

interface ToolbarProps {
  readonly rich: Signal<RichEditor | null>;
  readonly withRich: (work: (editor: RichEditor) => void) => void;
  readonly toPlain: () => void;
  readonly off: boolean;
}

/** One stop of the tab key; arrows go from tool to tool. */
export function Toolbar({ rich, withRich, toPlain, off }: ToolbarProps) {
  const on = useFormats(rich);
  const at = useSignal(0);
  const linkForm = useSignal<{ readonly Form: typeof import("./lazy/rich-editor").LinkForm } | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const tools = rich.value ? TOOLS.length + 1 : TOOLS.length;
  const move = (by: number): void => {
    at.value = (at.value + by + tools) % tools;
    place.current?.querySelectorAll<HTMLElement>("button")[at.value]?.focus();
  };
  const linked = (): void => {
    linkForm.value = null;
  };
  const linking = async (): Promise<void> => {
    const { LinkForm } = await import("./lazy/rich-editor");
    linkForm.value = linkForm.value ? null : { Form: LinkForm };
  };
  const Form = linkForm.value?.Form;
  return (
    <>
      {Form && rich.value && <Form rich={rich.value} done={linked} />}
      <div
        class="tools"
        role="toolbar"
        aria-label={t("format_tools")}
        ref={place}
        // The selection stays in the text.
        onMouseDown={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") move(1);
          else if (event.key === "ArrowLeft") move(-1);
          else return;
          event.preventDefault();
        }}
      >
        {TOOLS.map(({ format, word, sign }, index) => (
          <button
            key={format}
            type="button"
            class="tool"
            tabIndex={index === at.value ? 0 : -1}
            aria-label={t(word)}
            aria-pressed={on.value.has(format)}
            title={t(word)}
            disabled={off}
            onClick={() =>
              withRich((editor) => {
                if (format === "link") void linking();
                else editor.apply(format);
              })
            }
          >
            {sign}
          </button>
        ))}
        {rich.value && (
          <button
            type="button"
            class="tool plain-text"
            tabIndex={at.value === TOOLS.length ? 0 : -1}
            disabled={off}
            onClick={toPlain}
          >
            {t("format_plain")}
          </button>
        )}
      </div>
    </>
  );
}

/** The formats where the caret is. */
function useFormats(rich: Signal<RichEditor | null>): Signal<ReadonlySet<Format>> {
  const on = useSignal<ReadonlySet<Format>>(new Set());
  const editor = rich.value;
  useEffect(() => {
    const look = (): void => {
      on.value = new Set(TOOLS.flatMap(({ format }) => (editor?.has(format) ? [format] : [])));
    };
    editor?.onMove(look);
    look();
  }, [editor, on]);
  return on;
}
