import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Path } from "./path-facts";
import { WayInWords } from "./path-words";
import { TracePicture } from "./trace-picture";

export interface WayProps {
  readonly path: Path;
  readonly sealed: boolean;
  readonly sender: string;
}

/** The picture of the way, and who could read along; the countries come when their table is loaded. */
export function WayShown({ path, sealed, sender }: WayProps) {
  const located = useSignal<Path["stops"] | null>(null);
  useEffect(() => {
    void import("./path-facts")
      .then(({ withCountries }) => withCountries(path.stops))
      .then((stops) => {
        located.value = stops;
      });
  }, [path, located]);
  return (
    <>
      <TracePicture stops={located.value ?? path.stops} sender={sender} />
      {path.told && <WayInWords told={path.told} sealed={sealed} />}
    </>
  );
}
