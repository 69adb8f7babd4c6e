import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/** A component loaded when it is first shown, so that what is seldom opened does not come with every page. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  onFailed: () => void = () => {},
): ComponentType<Props> {
  return function Lazily(props: Props) {
    const loaded = useSignal<{ readonly Part: ComponentType<Props> } | null>(null);
    useEffect(() => {
      load().then((Part) => {
        loaded.value = { Part };
      }, onFailed);
    }, [loaded]);
    const Part = loaded.value?.Part;
    return Part ? <Part {...props} /> : null;
  };
}
