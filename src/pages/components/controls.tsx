// All controls that hold what the user writes, chooses or picks; architecture.test.ts refuses any made elsewhere. A browser
// saves the state of controls in its session files to restore it after a crash, remembers what was typed into inputs, and
// may send it to a spelling service: docs/decisions/0023.
import type { ComponentProps, PartialInputHTMLAttributes } from "preact";

/** Spread last in every control, so that no prop can override it. */
const NOT_KEPT = {
  // Neither remembered nor written into session files, by Chromium and Firefox alike.
  autocomplete: "off",
  // These two are set as properties, where any string counts as true.
  spellcheck: false,
  autocorrect: false as unknown as string,
  writingsuggestions: "false",
} as const;

/** Firefox checks spelling locally. Chromium may ask a server, and a page cannot tell. */
const CHECKED_HERE = globalThis.location?.protocol === "moz-extension:";

/** Browsers remember values under `name`. */
type Fixed = keyof typeof NOT_KEPT | "autoComplete" | "spellCheck" | "name" | "role" | "type";
type InputProps = Omit<PartialInputHTMLAttributes<HTMLInputElement>, Fixed>;
type Props<T extends "textarea" | "select" | "div"> = Omit<ComponentProps<T>, Fixed>;

/** The typings accept only a single literal for `type`; hence the cast below. */
type LineType = "text" | "email" | "password" | "search" | "url";

export const Line = ({ type = "text", ...props }: InputProps & { readonly type?: LineType }) => (
  <input {...props} type={type as "email"} {...NOT_KEPT} />
);

/** @param prose sentences in the writer's language; else addresses, keys, codes. */
export const Area = ({ prose = false, ...props }: Props<"textarea"> & { readonly prose?: boolean }) => (
  <textarea {...props} {...NOT_KEPT} spellcheck={prose && CHECKED_HERE} />
);

/** Several lines of formatted prose. */
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

/** One choice of the group `among`. */
export const Radio = ({ among, ...props }: InputProps & { readonly among: string }) => (
  <input {...props} type="radio" name={among} {...NOT_KEPT} />
);

export const Select = (props: Props<"select">) => <select {...(props as object)} {...NOT_KEPT} />;

interface FilePickerProps extends Omit<InputProps, "onChange"> {
  readonly onFiles: (files: readonly File[]) => void;
}

/** Keeps no file after handing it on: the same file can be picked again, and its name stays nowhere. */
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
