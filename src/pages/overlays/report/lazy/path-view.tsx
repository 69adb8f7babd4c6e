import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Path } from "./path-facts";
import { PathInWords } from "./path-words";
import { TracePicture } from "./trace-picture";

export interface PathProps {
  readonly path: Path;
  readonly sealed: boolean;
  readonly sender: string;
}

/** The picture of the path, and who could read the message on it. Countries appear once their table is loaded. */
export function PathShown({ path, sealed, sender }: PathProps) {
  const located = useSignal<Path["nodes"] | null>(null);
  useEffect(() => {
    void import("./path-facts")
      .then(({ withCountries }) => withCountries(path.nodes))
      .then((nodes) => {
        located.value = nodes;
      });
  }, [path, located]);
  return (
    <>
      <TracePicture nodes={located.value ?? path.nodes} sender={sender} />
      {path.exposure && <PathInWords exposure={path.exposure} sealed={sealed} />}
    </>
  );
}
