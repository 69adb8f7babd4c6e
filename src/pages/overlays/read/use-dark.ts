import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const isDark = (): boolean => document.documentElement.dataset.theme === "dark";

/** Whether the overlay is dark now; it follows the page around it, whose theme may change. */
export function useDark(): Signal<boolean> {
  const dark = useSignal(isDark());
  useEffect(() => {
    const observer = new MutationObserver(() => {
      dark.value = isDark();
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, [dark]);
  return dark;
}
