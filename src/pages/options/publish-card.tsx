import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon, type IconName } from "../components/icon";
import { useArrival } from "./arrive";

interface PublishCardProps {
  readonly icon: IconName;
  readonly title: string;
  /** What this way is, in plain words. */
  readonly what: string;
  /** What it reveals to the world. */
  readonly reveals: string;
  /** A link led here. */
  readonly led?: boolean;
  readonly children: ComponentChildren;
}

/** One way to publish: what it is, what it reveals, then how. */
export function PublishCard({ icon, title, what, reveals, led = false, children }: PublishCardProps) {
  const id = useId();
  const place = useArrival<HTMLHeadingElement>(led);
  return (
    <section class="card publish-card" aria-labelledby={id}>
      <div class="pad publish-what">
        <span class="key-disc ink-a">
          <Icon name={icon} size={18} />
        </span>
        <div class="stack">
          <h2 id={id} tabIndex={-1} ref={place}>
            {title}
          </h2>
          <p class="muted">{what}</p>
          <p class="reveals small">
            <Icon name="eye" size={14} />
            <span>{reveals}</span>
          </p>
        </div>
      </div>
      <div class="pad stack publish-how">{children}</div>
    </section>
  );
}
