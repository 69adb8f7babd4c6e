import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../../components/icon";
import { shown } from "./shown";

interface BannerProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly alert?: boolean;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One thing the writer must know or decide. */
export function Banner({ icon, tone, alert = false, actions, children }: BannerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (alert ? shown(place.current!) : undefined), [alert]);
  return (
    <div class={`note wrap${tone === "e" ? " bad" : ""}`} role={alert ? "alert" : undefined} ref={place}>
      <span class={`text-${tone}`}>
        <Icon name={icon} />
      </span>
      <span class="grow">{children}</span>
      {actions && <span class="row">{actions}</span>}
    </div>
  );
}
