import { type Abilities, type Ability, type Measured, READING, WRITING } from "../../domain/abilities";
import { Icon, type IconName } from "../components/icon";
import { t, tData } from "../i18n";
import "./ability-list.css";

const SIGNS = {
  yes: { icon: "check", ink: "ink-a" },
  no: { icon: "close", ink: "ink-c" },
  unknown: { icon: "dots", ink: "muted" },
} as const satisfies Record<Measured, { icon: IconName; ink: string }>;

/** In the order shown. A group is one line where nothing of its kind is open. */
const GROUPS = [
  { name: "reading", abilities: READING },
  { name: "writing", abilities: WRITING },
  { name: "list", abilities: ["list"] },
] as const satisfies readonly { name: string; abilities: readonly Ability[] }[];

/** What works on this page and what does not, each with a word; open where something does not, as there it says what to do. */
export function AbilityList({ abilities }: { abilities: Abilities }) {
  const refused = [...READING, ...WRITING].some((ability) => abilities[ability] === "no");
  return (
    <details class="abilities" open={refused}>
      <summary>{t("abilities_title")}</summary>
      {GROUPS.map((group) => (
        <Group key={group.name} {...group} measured={abilities} />
      ))}
    </details>
  );
}

function Group({ name, abilities, measured }: (typeof GROUPS)[number] & { measured: Abilities }) {
  const idle = abilities.every((ability) => measured[ability] === "unknown");
  return (
    <section aria-label={tData(`abilities_${name}`)}>
      <h2>{tData(`abilities_${name}`)}</h2>
      <ul>
        {idle ? (
          <Line measured="unknown" says={tData(`abilities_${name}_idle`)} />
        ) : (
          abilities.map((ability) => <One key={ability} ability={ability} measured={measured[ability]} />)
        )}
      </ul>
    </section>
  );
}

/** An ability in words; where the page lacks it, also the next best way. */
function One({ ability, measured }: { ability: Ability; measured: Measured }) {
  const name = ability.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (
    <Line
      measured={measured}
      says={tData(`ability_${name}`)}
      instead={measured === "no" ? tData(`ability_${name}_no`) : null}
    />
  );
}

function Line({ measured, says, instead = null }: { measured: Measured; says: string; instead?: string | null }) {
  const { icon, ink } = SIGNS[measured];
  return (
    <li>
      <span class={ink}>
        <Icon name={icon} size={14} />
      </span>
      <span>
        {measured !== "unknown" && <span class="visually-hidden">{tData(`ability_is_${measured}`)}: </span>}
        {says}
        {measured === "unknown" && <span class="muted small">{t("ability_is_unknown")}</span>}
        {instead && <span class="muted small">{instead}</span>}
      </span>
    </li>
  );
}
