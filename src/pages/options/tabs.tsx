import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

interface Tab {
  readonly id: string;
  readonly name: string;
  readonly icon: ComponentChildren;
  readonly body: ComponentChildren;
}

/** Tabs after the WAI-ARIA pattern: one tab stop, arrow keys between tabs. Hidden panels are not in the document. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const chosen = useSignal(tabs[0]!.id);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = tabs.findIndex((tab) => tab.id === chosen.value);
  const move = (by: number): void => {
    const next = (at + by + tabs.length) % tabs.length;
    chosen.value = tabs[next]!.id;
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  };
  return (
    <div class="stack">
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKey}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-controls={`${id}-body`}
            aria-selected={tab.id === chosen.value}
            tabIndex={tab.id === chosen.value ? 0 : -1}
            onClick={() => {
              chosen.value = tab.id;
            }}
          >
            {tab.icon}
            {tab.name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-body`} aria-labelledby={`${id}-${chosen.value}`}>
        {tabs[at]!.body}
      </div>
    </div>
  );
}
