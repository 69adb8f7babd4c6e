// Every control that holds what somebody writes, chooses or hands over; architecture.test.ts refuses one made elsewhere.
// A browser writes the state of controls into its session files, to bring it back after a crash, remembers what was typed
// in lines, and may send it to whoever checks its spelling: docs/decisions/0023.
import type { ComponentProps, PartialInputHTMLAttributes } from "preact";

/** Last in every control, so that none can be used without. */
const NOT_KEPT = {
  // Neither remembered nor written into session files, by Chromium and Firefox alike.
  autocomplete: "off",
  // These two are set as properties, for which every string is true.
  spellcheck: false,
  autocorrect: false as unknown as string,
  writingsuggestions: "false",
} as const;

/** Firefox checks spelling on this computer. Chromium may ask a server, and no page can tell. */
const CHECKED_HERE = globalThis.location?.protocol === "moz-extension:";

/** `name` is what browsers remember by. */
type Fixed = keyof typeof NOT_KEPT | "autoComplete" | "spellCheck" | "name" | "role" | "type";
type InputProps = Omit<PartialInputHTMLAttributes<HTMLInputElement>, Fixed>;
type Props<T extends "textarea" | "select" | "div"> = Omit<ComponentProps<T>, Fixed>;

/** `type` is one of several: the typings want one at a time. */
type LineType = "text" | "email" | "password" | "search" | "url";

export const Line = ({ type = "text", ...props }: InputProps & { readonly type?: LineType }) => (
  <input {...props} type={type as "email"} {...NOT_KEPT} />
);

/** @param prose sentences in the writer's language; else addresses, keys, codes. */
export const Area = ({ prose = false, ...props }: Props<"textarea"> & { readonly prose?: boolean }) => (
  <textarea {...props} {...NOT_KEPT} spellcheck={prose && CHECKED_HERE} />
);

/** For sentences with formatting, several lines of them. */
export const RichArea = ({ editable, ...props }: Props<"div"> & { readonly editable: boolean }) => (
  // biome-ignore lint/a11y/useSemanticElements: an input holds no formatting
  <div
    {...props}
    role="textbox"
    aria-multiline="true"
    tabIndex={0}
    contentEditable={editable}
    {...NOT_KEPT}
    spellcheck={CHECKED_HERE}
  />
);

export const Tick = (props: InputProps) => <input {...props} type="checkbox" {...NOT_KEPT} />;

/** One of those with the same `among`. */
export const Radio = ({ among, ...props }: InputProps & { readonly among: string }) => (
  <input {...props} type="radio" name={among} {...NOT_KEPT} />
);

export const Select = (props: Props<"select">) => <select {...(props as object)} {...NOT_KEPT} />;

interface FilePickerProps extends Omit<InputProps, "onChange"> {
  readonly onFiles: (files: readonly File[]) => void;
}

/** Keeps no file once it was handed over: the same may be picked again, and its name is left nowhere. */
export const FilePicker = ({ onFiles, ...props }: FilePickerProps) => (
  <input
    {...props}
    type="file"
    {...NOT_KEPT}
    onChange={(event) => {
      const files = [...(event.currentTarget.files ?? [])];
      event.currentTarget.value = "";
      onFiles(files);
    }}
  />
);
