import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** A press that was meant for what stood here before must not answer. */
const QUIET_MS = 800;

/** True for a moment after each change of what is asked. */
export function useQuiet(asked: string): boolean {
  const quiet = useSignal(true);
  useEffect(() => {
    quiet.value = true;
    const timer = setTimeout(() => {
      quiet.value = false;
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [asked, quiet]);
  return quiet.value;
}
