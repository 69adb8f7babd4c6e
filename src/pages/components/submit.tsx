import type { ComponentChildren } from "preact";

interface SubmitProps {
  readonly busy?: boolean;
  readonly kind?: "primary" | "plain" | "danger";
  readonly children: ComponentChildren;
}

/** The button that submits a form. While busy it keeps the focus (a disabled button would lose it); the form ignores it. */
export function Submit({ busy = false, kind = "primary", children }: SubmitProps) {
  return (
    <button
      type="submit"
      class={`button ${kind}`}
      aria-disabled={busy || undefined}
      onClick={(event) => busy && event.preventDefault()}
    >
      {children}
    </button>
  );
}
