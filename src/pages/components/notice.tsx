import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

type Tone = "good" | "plain" | "care" | "bad";
const ICON: Record<Tone, IconName> = { good: "check", plain: "seal", care: "warn", bad: "warn" };

interface NoticeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** alert interrupts a screen reader, status waits its turn; omit for a notice present from the start. */
  readonly role?: "alert" | "status";
}

/** What happened, and what to do next. */
export function Notice({ tone = "plain", icon = ICON[tone], title, children, actions, role }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={role}>
      <Icon name={icon} size={18} />
      <div class="notice-text">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {actions && <div class="row">{actions}</div>}
      </div>
    </div>
  );
}
