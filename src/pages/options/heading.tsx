import type { ComponentChildren } from "preact";

/** A section's first line; takes the focus when the section is opened. */
export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="heading">
      <h1 class="serif" tabIndex={-1}>
        {title}
      </h1>
      {children && <p class="muted">{children}</p>}
    </div>
  );
}
