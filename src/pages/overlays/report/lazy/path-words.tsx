import type { PathExposure } from "../../../../domain/trace/path-exposure";
import type { Reader } from "../../../../domain/trace/readers";
import { formatList, t, tData } from "../../../i18n";

const namesOf = (readers: readonly Reader[]): string => formatList(readers.map(({ name }) => name));

/** Names who could read the message along its path, or only its envelope. */
export function PathInWords({ exposure, sealed }: { exposure: PathExposure; sealed: boolean }) {
  const { how, readers, claimed, handedOverBy } = exposure;
  const provider = readers.at(-1)?.name ?? "";
  const who = { names: namesOf(readers), host: handedOverBy, provider };
  return (
    <p class="small">
      {sealed ? tData(`way_sealed_${how}`, who) : tData(`way_clear_${how}`, who)}
      {claimed.length > 0 && ` ${t("way_claimed", { names: namesOf(claimed) })}`}
    </p>
  );
}
