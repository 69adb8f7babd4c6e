// Counts incidents by kind, and what came back after them.

const KEPT = ["words", "bold", "files"] as const;
/** What must come back. */
export type KeptPart = (typeof KEPT)[number];

export interface Tally {
  struck(kind: string): void;
  /** Counts what had to come back after an incident, and what did. */
  due(kind: string, what: KeptPart, due: number, back: number): void;
  fault(kind: string, told: string): void;
  incidents(): number;
  faults(): readonly string[];
  count(what: string): void;
  table(): string;
}

interface Row {
  struck: number;
  faults: number;
  readonly kept: Record<KeptPart, [due: number, back: number]>;
}

export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const faults: string[] = [];
  const counts = new Map<string, number>();
  const row = (kind: string): Row => {
    const known = rows.get(kind) ?? { struck: 0, faults: 0, kept: { words: [0, 0], bold: [0, 0], files: [0, 0] } };
    rows.set(kind, known);
    return known;
  };
  const sum = (of: (row: Row) => number): number => [...rows.values()].reduce((all, each) => all + of(each), 0);
  const incidents = (): number => sum(({ struck }) => struck);
  return {
    struck: (kind) => void row(kind).struck++,
    due(kind, what, due, back) {
      row(kind).kept[what][0] += due;
      row(kind).kept[what][1] += back;
    },
    fault(kind, told) {
      row(kind).faults++;
      faults.push(`${told} (${kind}, incident ${incidents()})`);
    },
    incidents,
    faults: () => faults,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    table() {
      const line = (kind: string, ...cells: (string | number)[]): string =>
        kind.padEnd(34) + cells.map((cell) => String(cell).padStart(12)).join("");
      const of = ([due, back]: [number, number]): string => `${back} of ${due}`;
      const totals = KEPT.map((part): [number, number] => [sum((r) => r.kept[part][0]), sum((r) => r.kept[part][1])]);
      return [
        line("incident", "struck", ...KEPT.map((part) => `${part} back`), "faults"),
        ...[...rows]
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([kind, { struck, kept, faults }]) => line(kind, struck, ...KEPT.map((part) => of(kept[part])), faults)),
        line("all", incidents(), ...totals.map(of), faults.length),
        [...counts].map(([what, times]) => `${times} ${what}`).join(", "),
      ].join("\n");
    },
  };
}
