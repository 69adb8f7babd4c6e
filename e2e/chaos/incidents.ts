// What may happen while a person writes letters. Each incident strikes once, and may last until the step is over.
import type { Random } from "../hostile/fuzz/random";
import { OF_BROWSERS } from "./incidents/of-browsers";
import { OF_PAGES } from "./incidents/of-pages";
import { OF_THE_WORLD } from "./incidents/of-the-world";
import { OF_WORKERS } from "./incidents/of-workers";
import type { Life } from "./life";

export interface Incident {
  /** Relative frequency; costly incidents are rarer. */
  readonly weight: number;
  /** Whether the editor may be gone afterwards. */
  readonly breaks: boolean;
  strike(life: Life, random: Random): Promise<void>;
  /** It lasts until `mend`, and trust states are checked meanwhile. */
  readonly lasts?: boolean;
  /** Undoes the change. */
  mend?(life: Life): Promise<void>;
}

export const INCIDENTS: Readonly<Record<string, Incident>> = {
  ...OF_WORKERS,
  ...OF_PAGES,
  ...OF_BROWSERS,
  ...OF_THE_WORLD,
};

export const kinds = Object.keys(INCIDENTS);

/** Draws an incident by weight. */
export function drawIncident(random: Random, among: readonly string[] = kinds): string {
  const sum = among.reduce((all, kind) => all + INCIDENTS[kind]!.weight, 0);
  let left = random(sum);
  for (const kind of among) {
    left -= INCIDENTS[kind]!.weight;
    if (left < 0) return kind;
  }
  throw new Error("no incident to draw from");
}
