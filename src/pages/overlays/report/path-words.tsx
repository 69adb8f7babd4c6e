import type { Reader } from "../../../domain/trace/readers";
import type { WayTold } from "../../../domain/trace/way-told";
import { formatList, t, tData } from "../../i18n";

const namesOf = (readers: readonly Reader[]): string => formatList(readers.map(({ name }) => name));

/** Who could read the message on its way, or only its envelope; by name. */
export function WayInWords({ told, sealed }: { told: WayTold; sealed: boolean }) {
  const { how, readers, claimed, handedOverBy } = told;
  const provider = readers.at(-1)?.name ?? "";
  const who = { names: namesOf(readers), host: handedOverBy, provider };
  return (
    <p class="small">
      {sealed ? tData(`way_sealed_${how}`, who) : tData(`way_clear_${how}`, who)}
      {claimed.length > 0 && ` ${t("way_claimed", { names: namesOf(claimed) })}`}
    </p>
  );
}
