// Lives that once ended in a fault: tried first, before those that nobody has lived yet.

export interface Kept {
  readonly seed: number;
  /** The kinds of incidents it was found with, in the order the table had them: the seed draws from these. */
  readonly among: readonly string[];
  /** Letters it takes until the fault. */
  readonly letters: number;
  readonly was: string;
}

export const SEEDS: readonly Kept[] = [];
