/** The same numbers for the same seed (mulberry32). */
export interface Random {
  /** 0 up to, not including, `below`. */
  (below: number): number;
  pick<T>(from: readonly T[]): T;
  chance(percent: number): boolean;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return Object.assign(next, {
    pick: <T>(from: readonly T[]): T => from[next(from.length)]!,
    chance: (percent: number): boolean => next(100) < percent,
  });
}
