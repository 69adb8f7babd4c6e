const COLOURS = {
  light: { paper: "#fffdf9", ink: "#1f2430", line: "#e3dccd" },
  dark: { paper: "#1b1e26", ink: "#eceef3", line: "#343a47" },
} as const;

/** Styles that the page's sheets cannot override. Set through CSSOM, because the page's CSP may forbid <style>. */
export function styled<E extends HTMLElement | SVGElement>(element: E, styles: Readonly<Record<string, string>>): E {
  for (const [property, value] of Object.entries(styles)) element.style.setProperty(property, value, "important");
  return element;
}

export interface NoticeText {
  readonly text: string;
  readonly close: string;
  readonly dark: boolean;
}

/** A short notice in the upper corner, read out by screen readers; ends with its button, with Escape inside it, or the signal. */
export function showNotice(document: Document, { text, close, dark }: NoticeText, signal: AbortSignal): void {
  if (signal.aborted) return;
  const colour = dark ? COLOURS.dark : COLOURS.light;
  const host = styled(document.createElement("div"), {
    all: "initial",
    position: "fixed",
    right: "16px",
    // Not at the bottom, where Send is on many pages.
    top: "16px",
    "z-index": "2147483647",
  });
  const shadow = host.attachShadow({ mode: "closed" });
  const box = styled(document.createElement("div"), {
    display: "flex",
    "align-items": "start",
    gap: "12px",
    "max-width": "380px",
    padding: "12px 12px 12px 16px",
    "box-sizing": "border-box",
    background: colour.paper,
    color: colour.ink,
    border: `1px solid ${colour.line}`,
    "border-radius": "10px",
    "box-shadow": "0 8px 24px #0003",
    font: '14px/1.5 system-ui, "Segoe UI", Roboto, sans-serif',
  });
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  const button = styled(document.createElement("button"), {
    all: "unset",
    cursor: "pointer",
    padding: "0 6px",
    "font-size": "18px",
    "line-height": "1.1",
  });
  button.type = "button";
  button.setAttribute("aria-label", close);
  button.textContent = "\u00d7";
  // `unset` removes the focus ring, too.
  button.addEventListener("focus", () => styled(button, { outline: "2px solid currentColor", "border-radius": "4px" }));
  button.addEventListener("blur", () => styled(button, { outline: "none" }));
  const remove = (): void => host.remove();
  button.addEventListener("click", remove);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") remove();
  });
  box.append(status, button);
  shadow.append(box);
  document.body.append(host);
  // Filled once it is in the page: a live region announces changes, not its initial text.
  status.textContent = text;
  signal.addEventListener("abort", remove);
}
