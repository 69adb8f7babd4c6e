// A person's day with sealed mail in twelve steps, and what of it each webmail allows. twelve-steps.spec.ts and the specs named
// here play it; README shows the table.

export const STEPS = {
  read: "read sealed mail",
  mime: "read PGP/MIME",
  file: "save its attachment",
  badge: "the badge on mail in clear",
  reply: "reply",
  all: "reply to all",
  forward: "forward",
  two: "write to two new people",
  draft: "go on with a draft after a reload",
  undo: "undo sending",
  accounts: "two accounts kept apart",
  list: "badges in the list",
} as const;

export type Step = keyof typeof STEPS;

export interface Day {
  /** Short reasons why a step cannot be played there. */
  readonly missing: Partial<Record<Step, string>>;
  /** The page hands out no message: the user gives the file that it is downloaded as. */
  readonly fromFile?: true;
  /** Where the steps are played, if not in twelve-steps.spec.ts: files in e2e. */
  readonly playedIn?: Partial<Record<Step, string>>;
}

const NO_UNDO = "page has none";
const NO_NAMES = "rows name no mail";

export const DAYS = {
  "Gmail today": { missing: {} },
  "Gmail before": { missing: {} },
  Outlook: { fromFile: true, missing: { undo: NO_UNDO, list: NO_NAMES } },
  Yahoo: {
    fromFile: true,
    missing: {
      all: "page names no recipients",
      undo: NO_UNDO,
      accounts: "account not told while writing",
      list: NO_NAMES,
    },
  },
  "Yahoo before": { fromFile: true, missing: { undo: NO_UNDO, list: NO_NAMES } },
} as const satisfies Record<string, Day>;

export type Webmail = keyof typeof DAYS;

const FROM_FILE: readonly string[] = ["mime", "file"] satisfies Step[];

/** The table as Markdown. */
export function tableOfDays(): string {
  const days: [string, Day][] = Object.entries(DAYS);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const cell = (step: string, { missing, fromFile }: Day): string =>
    missing[step as Step] ?? (fromFile && FROM_FILE.includes(step) ? "✓ from its file" : "✓");
  return [
    row(["", ...days.map(([name]) => name)]),
    row(["---", ...days.map(() => "---")]),
    ...Object.entries(STEPS).map(([step, words]) => row([words, ...days.map(([, day]) => cell(step, day))])),
  ].join("\n");
}
