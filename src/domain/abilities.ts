// What Cachet can do on one page of a webmail, as measured there now.

/** In the order in which people are told of them. */
export const READING = ["readInline", "readSource", "sender", "recipientsShown", "nameMessage", "reply"] as const;
export const WRITING = ["writeBody", "recipients", "subject", "attach", "pressSend", "holdSend"] as const;
export const ABILITIES = [...READING, ...WRITING, "list"] as const;

export type Ability = (typeof ABILITIES)[number];

/** unknown: nothing of that kind is open on the page, or nothing tells without trying. It never stands for yes. */
export type Measured = "yes" | "no" | "unknown";

export type Abilities = Readonly<Record<Ability, Measured>>;

/** Measured of one thing that is open. Null: nothing tells without trying. */
export type Found = boolean | null;
export type ReadingFound = Readonly<Record<(typeof READING)[number], Found>>;
export type WritingFound = Readonly<Record<(typeof WRITING)[number], Found>>;

/** What was measured of all that a page has open. */
export interface PageMeasured {
  readonly messages: readonly ReadingFound[];
  readonly composes: readonly WritingFound[];
  readonly list: Found;
}

/** Several of a kind, such as the messages of a conversation, are as able as the least able of them. */
function least<A extends string>(names: readonly A[], all: readonly Readonly<Record<A, Found>>[]) {
  const of = (name: A) => [name, measuredOf(all.map((one) => one[name]))];
  return Object.fromEntries(names.map(of)) as Record<A, Measured>;
}

function measuredOf(found: readonly Found[]): Measured {
  if (found.includes(false)) return "no";
  return found.includes(true) ? "yes" : "unknown";
}

/** `missing`: parts that a page of this webmail should have and in which they were not found. */
export const abilitiesOf = ({ messages, composes, list }: PageMeasured, missing: readonly string[]): Abilities => ({
  ...least(READING, messages),
  ...least(WRITING, composes),
  ...(missing.includes("message") && { readInline: "no" }),
  ...(missing.includes("composeBody") && { writeBody: "no" }),
  list: measuredOf([list]),
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
