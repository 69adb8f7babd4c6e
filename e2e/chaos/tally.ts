// What happened, by kind, and what held.

export interface Tally {
  struck(kind: string): void;
  /** Of what was due after an incident, what came back. */
  due(kind: string, what: "words" | "files", due: number, back: number): void;
  fault(kind: string, told: string): void;
  incidents(): number;
  faults(): readonly string[];
  count(what: string): void;
  table(): string;
}

interface Row {
  struck: number;
  words: [due: number, back: number];
  files: [due: number, back: number];
  faults: number;
}

export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const faults: string[] = [];
  const counts = new Map<string, number>();
  const row = (kind: string): Row => {
    const known = rows.get(kind) ?? { struck: 0, words: [0, 0], files: [0, 0], faults: 0 };
    rows.set(kind, known);
    return known;
  };
  const sum = (of: (row: Row) => number): number => [...rows.values()].reduce((all, each) => all + of(each), 0);
  return {
    struck: (kind) => void row(kind).struck++,
    due(kind, what, due, back) {
      row(kind)[what][0] += due;
      row(kind)[what][1] += back;
    },
    fault(kind, told) {
      row(kind).faults++;
      faults.push(told);
    },
    incidents: () => sum(({ struck }) => struck),
    faults: () => faults,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    table() {
      const line = (kind: string, ...cells: (string | number)[]): string =>
        kind.padEnd(34) + cells.map((cell) => String(cell).padStart(12)).join("");
      const of = ([due, back]: [number, number]): string => `${back} of ${due}`;
      const total = (what: "words" | "files"): [number, number] => [sum((r) => r[what][0]), sum((r) => r[what][1])];
      return [
        line("incident", "struck", "words back", "files back", "faults"),
        ...[...rows]
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([kind, { struck, words, files, faults }]) => line(kind, struck, of(words), of(files), faults)),
        line(
          "all",
          sum((r) => r.struck),
          of(total("words")),
          of(total("files")),
          faults.length,
        ),
        [...counts].map(([what, times]) => `${times} ${what}`).join(", "),
      ].join("\n");
    },
  };
}
