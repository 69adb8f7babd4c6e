import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/** A component that is loaded when it is first shown: what is seldom opened must not come with every page. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  onFailed: () => void = () => {},
): ComponentType<Props> {
  return function Lazily(props: Props) {
    // In an object: a signal given a function would be taken to compute its value from it.
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
