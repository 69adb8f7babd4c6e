// The tables of docs/privacy-index.md, against which the tests check the code.
import { readFileSync } from "node:fs";

/** One row, by the names of its columns; the second column of the same name has " 2" appended. */
export type Row = Readonly<Record<string, string>>;

const text = readFileSync("docs/privacy-index.md", "utf8");

/** The tables in the order of the page; each has its header cells and its rows. */
const tables = [...text.matchAll(/^\|.*\n\|[-:|]+\n(?:\|.*\n?)+/gm)].map(([table]) => {
  const [head, , ...rows] = table.trim().split("\n").map(cellsOf);
  const names = head!.map((name, i) => (head!.indexOf(name) < i ? `${name} 2` : name));
  return { head: names, rows: rows.map((cells): Row => Object.fromEntries(cells.map((cell, i) => [names[i]!, cell]))) };
});

function cellsOf(line: string): string[] {
  return line
    .replaceAll(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** The rows of all tables that begin with these columns. Throws if there is none, because the page has changed its form. */
export function rowsOf(...columns: string[]): Row[] {
  const found = tables.filter(({ head }) => columns.every((column, i) => head[i] === column));
  if (found.length === 0) throw new Error(`docs/privacy-index.md has no table ${columns.join(" | ")}`);
  return found.flatMap(({ rows }) => rows);
}
