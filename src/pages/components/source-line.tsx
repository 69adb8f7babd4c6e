import type { Provenance } from "../../domain/discovery/lookup";
import { foundLook, sourceTitle } from "./found-words";
import { Icon } from "./icon";

/** One source in one line: its name, and how much its word is worth. */
export function SourceLine({ source, address }: { source: Provenance; address: string }) {
  const look = foundLook(source);
  return (
    <li class="source-line">
      <span class={`ink-${look.grade}`}>
        <Icon name={look.icon} size={14} />
      </span>
      <span>
        {sourceTitle(source, address)} {look.word && <span class={`find-word ink-${look.grade}`}>{look.word}</span>}
      </span>
    </li>
  );
}
