import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Area, RichArea } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import type { Format, RichEditor } from "./lazy/rich-editor";
import { Toolbar } from "./toolbar";

/** Above this the box scrolls instead of growing: laying out a megabyte at every key would slow down typing. */
const LARGE = 60_000;

const GROWS = CSS.supports("field-sizing", "content");

/** The selection in the textarea, to be restored in the rich editor. */
interface Chosen {
  readonly start: number;
  readonly end: number;
}

/**
 * A plain textarea at first. The first formatting replaces it by the rich editor, with the same text and selection.
 */
export function Editor({ model }: { model: ComposeModel }) {
  const { written } = model;
  const rich = useSignal<RichEditor | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const chosen = useRef<Chosen | null>(null);
  const waiting = useRef<((editor: RichEditor) => void)[]>([]);

  /** Runs `work` in the rich editor, after loading it where needed. The plain box takes what is typed until then. */
  const withRich = async (work: (editor: RichEditor) => void): Promise<void> => {
    await import("./lazy/rich-editor");
    if (rich.value) {
      work(rich.value);
      return;
    }
    waiting.current.push(work);
    if (!area.current) return;
    const { selectionStart, selectionEnd } = area.current;
    chosen.current = { start: selectionStart, end: selectionEnd };
    written.toRich();
  };
  const toPlain = (): void => {
    written.settle();
    rich.value = null;
    written.edited(written.text.value);
  };

  const place = useRef<HTMLDivElement>(null);
  const edge = useRef<HTMLElement>(null);
  useLayoutEffect(() => model.pausing.watch(place.current!, edge.current!), [model]);
  const pause = model.pausing.pause.value;
  return (
    <div class={pause ? "writing dimmed" : "writing"}>
      <div class="editor" ref={place} inert={pause === "taken" || pause === "covered"}>
        <i class="edge" ref={edge} />
        {written.html.value === null ? (
          <PlainBox model={model} area={area} format={(format) => withRich((editor) => editor.apply(format))} />
        ) : (
          <RichBox model={model} rich={rich} chosen={chosen} waiting={waiting} />
        )}
      </div>
      <Toolbar rich={rich} withRich={withRich} toPlain={toPlain} off={model.blocked.value} />
      <Paused model={model} />
    </div>
  );
}

const KEYS: Record<string, Exclude<Format, "link">> = { b: "bold", i: "italic", u: "underline" };

const formatOf = (event: KeyboardEvent): Exclude<Format, "link"> | undefined =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;

interface PlainBoxProps {
  readonly model: ComposeModel;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly format: (format: Exclude<Format, "link">) => void;
}

/**
 * The textarea owns its text (setting a large value back at every key would cost); the model is told of changes and
 * places text only when it comes from elsewhere.
 */
function PlainBox({ model, area, format }: PlainBoxProps) {
  const placed = model.placed.value;
  useLayoutEffect(() => {
    const box = area.current!;
    // Mounted again after a dialog of ours: what was written is in the model.
    box.value = model.written.text.peek();
    const caret = placed.caret ?? box.value.length;
    box.focus({ preventScroll: true });
    box.setSelectionRange(caret, caret);
    grow(box);
  }, [placed, model, area]);
  return (
    <Area
      prose
      ref={area}
      data-editor
      aria-label={t("compose_message")}
      placeholder={t("compose_placeholder")}
      readOnly={model.blocked.value}
      onKeyDown={(event) => {
        const wished = formatOf(event);
        if (!wished) return;
        event.preventDefault();
        format(wished);
      }}
      onInput={(event) => {
        grow(event.currentTarget);
        model.written.edited(event.currentTarget.value);
      }}
    />
  );
}

interface RichBoxProps {
  readonly model: ComposeModel;
  readonly rich: Signal<RichEditor | null>;
  readonly chosen: RefObject<Chosen | null>;
  /** What to do once the editor is there. */
  readonly waiting: RefObject<((editor: RichEditor) => void)[]>;
}

function RichBox({ model, rich, chosen, waiting }: RichBoxProps) {
  const root = useRef<HTMLDivElement>(null);
  const placed = model.placed.value;
  const { written } = model;

  useLayoutEffect(() => {
    let gone = false;
    let editor: RichEditor | null = null;
    void import("./lazy/rich-editor").then(({ createRichEditor }) => {
      if (gone) return;
      editor = createRichEditor(root.current!);
      editor.set(written.html.peek() ?? "");
      const at = chosen.current ?? (placed.caret === null ? null : { start: placed.caret, end: placed.caret });
      editor.focus();
      if (at) editor.select(at.start, at.end);
      const { content } = editor;
      // From here on the text is taken from what is shown, even if nothing is typed.
      written.shows(content);
      editor.onChange(() => written.edited(content));
      rich.value = editor;
      for (const work of waiting.current!.splice(0)) {
        work(editor);
        // Squire takes this first change for our own setting of the content and fires no event.
        written.edited(content);
      }
      chosen.current = null;
    });
    return () => {
      gone = true;
      written.settle();
      editor?.destroy();
      rich.value = null;
    };
  }, [placed, model, written, rich, chosen, waiting]);

  return (
    <RichArea
      ref={root}
      class="rich"
      data-editor
      aria-label={t("compose_message")}
      aria-readonly={model.blocked.value}
      // What is typed before the editor takes it would be lost.
      editable={!model.blocked.value && rich.value !== null}
    />
  );
}

function grow(area: HTMLTextAreaElement): void {
  const large = area.textLength > LARGE;
  area.classList.toggle("large", large);
  if (GROWS || large) {
    area.style.height = "";
    return;
  }
  area.style.height = "0";
  area.style.height = `${area.scrollHeight}px`;
}

/** Says over the editor why it takes no text. Its button lets the user go on writing where they stopped. */
function Paused({ model }: { model: ComposeModel }) {
  const why = model.pausing.pause.value;
  const was = useRef(why);
  useLayoutEffect(() => {
    const stopped = was.current === "taken" || was.current === "covered";
    was.current = why;
    if (stopped && why === null) document.querySelector<HTMLElement>("[data-editor]")?.focus({ preventScroll: true });
  }, [why]);
  if (why !== "taken" && why !== "covered") return null;
  return (
    <div class="paused" role="alert">
      <p>
        <span class="text-e">
          <Icon name="warn" />
        </span>
        <span>{t(why === "taken" ? "pause_taken" : "pause_covered")}</span>
      </p>
      <button type="button" class="button" onClick={model.pausing.goOn}>
        {t("pause_go_on")}
      </button>
    </div>
  );
}
