// What Cachet can do on one page of a webmail, as measured there now.

/** In the order in which people are told of them. */
export const READING = ["readInline", "readSource", "sender", "recipientsShown", "nameMessage", "reply"] as const;
export const WRITING = ["writeBody", "recipients", "subject", "attach", "pressSend", "holdSend"] as const;
export const ABILITIES = [...READING, ...WRITING, "list"] as const;

export type Ability = (typeof ABILITIES)[number];

/** unknown: nothing of that kind is open on the page, or nothing tells without trying. It never stands for yes. */
export type Measured = "yes" | "no" | "unknown";

export type Abilities = Readonly<Record<Ability, Measured>>;
export type ReadingAbilities = Pick<Abilities, (typeof READING)[number]>;
export type WritingAbilities = Pick<Abilities, (typeof WRITING)[number]>;

/** What was measured of all that a page has open. */
export interface PageMeasured {
  readonly messages: readonly ReadingAbilities[];
  readonly composes: readonly WritingAbilities[];
  readonly list: Measured;
}

/** Several of a kind, such as the messages of a conversation, are as able as the least able of them. */
function least<A extends string>(names: readonly A[], all: readonly Readonly<Record<A, Measured>>[]) {
  const of = (name: A): Measured => {
    const values = all.map((one) => one[name]);
    return values.includes("no") ? "no" : values.includes("yes") ? "yes" : "unknown";
  };
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<A, Measured>;
}

/** `missing`: parts that a page of this webmail should have and in which they were not found. */
export const abilitiesOf = ({ messages, composes, list }: PageMeasured, missing: readonly string[]): Abilities => ({
  ...least(READING, messages),
  ...least(WRITING, composes),
  ...(missing.includes("message") && { readInline: "no" }),
  ...(missing.includes("composeBody") && { writeBody: "no" }),
  list,
});

/** idle: nothing was measured, because the page shows neither a message nor an editor. */
export type Working = "all" | "part" | "none" | "idle";

/** How much of reading and writing works, for a headline. What is unknown counts for nothing. */
export function workingOf(abilities: Abilities): Working {
  const measured = [...READING, ...WRITING].map((ability) => abilities[ability]);
  const works = measured.includes("yes");
  if (measured.includes("no")) return works ? "part" : "none";
  return works ? "all" : "idle";
}
