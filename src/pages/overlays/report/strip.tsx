import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isSealed, type MessageIndex } from "../../../domain/privacy/index-types";
import type { SecurityMark } from "../../../domain/security-mark";
import { Badge } from "../../components/badge";
import { Icon } from "../../components/icon";
import { Mark } from "../../components/mark";
import { t, type WordKey } from "../../i18n";
import { refused } from "../frame/click-guard";
import type { ForecastShown } from "./lazy/panel";
import type { Path } from "./lazy/path-facts";
import { IndexPanel } from "./panel-parts";

interface Props {
  readonly mark: SecurityMark;
  readonly index: MessageIndex | null;
  readonly open: Signal<boolean>;
  /** Something is wrong, and the strip is tinted. */
  readonly bad?: boolean;
  readonly forecast?: ForecastShown | undefined;
  readonly path?: Path | null;
  readonly sender?: string | undefined;
  /** For the panel: the check of the sender's domain. */
  readonly domain?: ComponentChildren;
  readonly children: ComponentChildren;
}

const REFUSED = {
  covered: "overlay_covered",
  changed: "consent_changed",
  "no-window": "consent_no_window",
} as const satisfies Record<string, WordKey>;

/** The head of every overlay: the user's own mark on the left, who or what, the badge on the right, its panel below. */
export function Strip({ mark, index, open, bad = false, forecast, path, sender, domain, children }: Props) {
  const head = useRef<HTMLDivElement>(null);
  const close = (): void => {
    open.value = false;
    head.current?.querySelector<HTMLElement>("button.badge")?.focus();
  };
  return (
    <>
      <div class={bad ? "strip bad" : "strip"} ref={head}>
        <Mark mark={mark} />
        <div class="who">{children}</div>
        {index && (
          <Badge
            grade={index.grade}
            speaks={isSealed(index) ? "sealed" : "grade"}
            open={open.value}
            onOpen={() => {
              open.value = !open.value;
            }}
          />
        )}
      </div>
      {refused.value && (
        <p class="note inset" role="alert">
          <Icon name="warn" />
          <span>{t(REFUSED[refused.value])}</span>
        </p>
      )}
      {index && open.value && (
        <Panel close={close}>
          <IndexPanel index={index} forecast={forecast} path={path} sender={sender} domain={domain} />
        </Panel>
      )}
    </>
  );
}

function Panel({ close, children }: { close: () => void; children: ComponentChildren }) {
  // A layout effect: Escape may come before the panel is painted.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopImmediatePropagation();
      close();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [close]);
  return <div class="panel-place">{children}</div>;
}
