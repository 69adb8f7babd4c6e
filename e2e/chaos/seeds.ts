// Seeds of runs that once found a fault, which are run before new ones.

export interface Kept {
  readonly seed: number;
  /** The kinds of incidents at that time, in the table's order: the seed draws from these. */
  readonly among: readonly string[];
  /** Number of letters until the fault. */
  readonly letters: number;
  readonly was: string;
}

export const SEEDS: readonly Kept[] = [
  {
    seed: 102,
    among: [
      ...["worker stopped", "worker stopped at an await", "clock two months on", "clock two hours back"],
      ...["extension loaded again", "page loaded again", "tab closed", "tab crashed", "window moved by the page"],
      ...["overlay removed by the page", "overlay covered by the page", "second window", "browser killed"],
      ...["browser closed", "profile copied to a new folder", "disk full", "page's server slow", "page's server dead"],
      ...["page's server answers into the void", "resolvers dead", "resolvers hide", "resolvers lie", "network gone"],
    ],
    letters: 2,
    was: "a frame that the page had moved only offered its draft, lost it to another window, and went blank for good",
  },
];
