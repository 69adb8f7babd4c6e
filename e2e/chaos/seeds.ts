// Seeds of runs that once found a fault, which are run before new ones.

export interface Kept {
  readonly seed: number;
  /** The kinds of incidents at that time, in the table's order: the seed draws from these. */
  readonly among: readonly string[];
  /** Number of letters until the fault. */
  readonly letters: number;
  readonly was: string;
}

export const SEEDS: readonly Kept[] = [];
