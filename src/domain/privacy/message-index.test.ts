import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { SignatureState } from "../trust/signature";
import { gradeOf } from "./grade";
import { indexOf, type MessageFacts, PERSON_SCORES, SIGNATURE_POINTS } from "./message-index";
import type { PathFacts } from "./path-facts";
import { gradeWordName } from "./shield";
import { pathOf, people } from "./testing/facts";
import { type Row, rowsOf } from "./testing/page";
import { PEOPLE_WORDS, SIGNATURE_WORDS, UNSEEN_WORDS, WAY_WORDS } from "./testing/words";

// docs/privacy-index.md is the golden table: the code does what readers find there.

const CASES = rowsOf("Sealed?", "Method", "Signature", "People");

/** "2 × long known, first contact" as three states. */
const statesOf = (cell: string) =>
  cell === "nobody named"
    ? []
    : cell.split(", ").flatMap((part) => {
        const [, times = "1", word] = /^(?:(\d+) × )?(.+)$/.exec(part)!;
        return Array<(typeof PEOPLE_WORDS)[string]>(Number(times)).fill(known(PEOPLE_WORDS, word!));
      });

function known<T>(words: Readonly<Record<string, T>>, word: string): T {
  const meaning = words[word];
  if (meaning === undefined) throw new Error(`docs/privacy-index.md: nothing is called "${word}"`);
  return meaning;
}

function wayOf(row: Row): PathFacts {
  const { Way = "", DKIM = "", Others = "" } = row;
  const unseen = UNSEEN_WORDS[Way];
  if (unseen) return { ...pathOf("unknown", false, 0), reason: unseen };
  return pathOf(known(WAY_WORDS, Way), known({ passed: true, "–": false }, DKIM), Number(Others));
}

function factsOf(row: Row): MessageFacts {
  const method = known({ newest: "modern", "older, subject too": "subject", older: "", "–": "" }, row.Method!);
  return {
    sealed: known({ sealed: true, clear: false }, row["Sealed?"]!),
    modern: method === "modern",
    subjectSealed: method === "subject",
    signature: known(SIGNATURE_WORDS, row.Signature!),
    participants: people(...statesOf(row.People!)),
    path: wayOf(row),
  };
}

const titleOf = (row: Row): string => Object.values(row).join(" | ");

describe("the cases of docs/privacy-index.md", () => {
  it("are many, and none stands there twice", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    const facts = CASES.map((row) => JSON.stringify(factsOf(row)));
    expect(facts.filter((one, i) => facts.indexOf(one) !== i)).toEqual([]);
  });

  it.each(CASES.map((row) => [titleOf(row), row] as const))("%s", (_, row) => {
    const { axes, score, grade } = indexOf(factsOf(row));
    const cell = (axis: keyof typeof axes): string => (axes[axis].known ? String(axes[axis].points) : "–");
    // The axis People is in the second column of that name.
    const figures = [cell("content"), cell("path"), cell("people"), String(score), grade];
    expect(figures).toEqual([
      row.Content,
      row.Path,
      row["People 2"],
      row.Score,
      row.Letter!.toLowerCase().replace("?", "u"),
    ]);
  });

  it("show every signature, every person, every way and every letter at least once", () => {
    const seen = (column: string) => new Set(CASES.map((row) => row[column]!));
    expect([...seen("Signature")].sort()).toEqual(Object.keys(SIGNATURE_WORDS).sort());
    expect(new Set(CASES.flatMap((row) => statesOf(row.People!)))).toEqual(new Set(Object.values(PEOPLE_WORDS)));
    expect([...seen("Way")].sort()).toEqual([...Object.keys(WAY_WORDS), ...Object.keys(UNSEEN_WORDS)].sort());
    expect([...seen("Letter")].sort()).toEqual(["?", "A", "B", "C", "D", "E"]);
  });
});

describe("the points that docs/privacy-index.md tells", () => {
  const plain: MessageFacts = { sealed: false, modern: false, signature: "none", participants: [] };
  const content = (facts: Partial<MessageFacts>): number => indexOf({ ...plain, ...facts }).axes.content.points;
  const path = (facts: PathFacts): number => indexOf({ ...plain, path: facts }).axes.path.points;
  const points = (row: Row): number => Number(row.Points);
  const MANY = 2;

  it("of sealing and its methods", () => {
    expect(rowsOf("Sealed?", "What it means").map((row) => [row["Sealed?"], points(row)])).toEqual([
      ["sealed", content({ sealed: true })],
      ["clear", content({})],
    ]);
    const sealed = content({ sealed: true });
    expect(rowsOf("Method", "What it means").map((row) => [row.Method, points(row)])).toEqual([
      ["newest", content({ sealed: true, modern: true }) - sealed],
      ["older, subject too", content({ sealed: true, subjectSealed: true }) - sealed],
      ["older", 0],
    ]);
    expect(content({ modern: true, subjectSealed: true })).toBe(0);
  });

  it("of signatures, all of them", () => {
    const told = rowsOf("Signature", "What it means").map((row) => [
      known(SIGNATURE_WORDS, row.Signature!),
      points(row),
    ]);
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(Object.entries(SIGNATURE_POINTS).map(([state, scored]) => [state, scored.points])),
    );
    for (const [state, earned] of told) expect(content({ signature: state as SignatureState })).toBe(earned);
  });

  it("of the way, all of them, of DKIM and of few hands", () => {
    const rows = rowsOf("Way", "What it means").flatMap((row) =>
      row.Way!.match(/[^,]+(?:, version not told)?/g)!.map((way) => [way.trim(), points(row)] as const),
    );
    expect(rows.map(([way]) => way).sort()).toEqual(Object.keys(WAY_WORDS).sort());
    for (const [way, earned] of rows) expect(path(pathOf(known(WAY_WORDS, way), false, MANY)), way).toBe(earned);
    const bare = path(pathOf("modern", false, MANY));
    expect(rowsOf("Also on the path").map((row) => [row["Also on the path"], points(row)])).toEqual([
      ["DKIM passed", path(pathOf("modern", true, MANY)) - bare],
      ["a known forwarder saw it pass", path({ ...pathOf("modern", false, MANY), sealer: "Google" }) - bare],
      ["few hands", path(pathOf("modern", false, 1)) - bare],
    ]);
  });

  it("of DKIM that was checked here as of what the provider vouches for, once, and only on a path that is known", () => {
    const here = (transport: string, dkim: boolean) => ({ ...pathOf(transport, dkim, MANY), dkimHere: true });
    expect(path(here("modern", false))).toBe(path(pathOf("modern", true, MANY)));
    expect(path(here("modern", true))).toBe(path(pathOf("modern", true, MANY)));
    expect(path(here("unknown", false))).toBe(0);
    const sealed = { ...pathOf("modern", true, MANY), sealer: "Google" };
    expect(path(sealed)).toBe(path(pathOf("modern", true, MANY)));
  });

  it("of people, all of them", () => {
    const told = rowsOf("People", "What it means").map((row) => [
      known(PEOPLE_WORDS, row.People!),
      {
        known: row["Counts as known"] === "yes",
        proven: row["Counts as proven"] === "yes",
        atMost: Number(row["At most"]),
      },
    ]);
    expect(Object.fromEntries(told)).toEqual(PERSON_SCORES);
  });

  it("and of what holds the letter back", () => {
    const best: MessageFacts = {
      sealed: true,
      modern: true,
      signature: "verified",
      participants: people("verified"),
      path: pathOf("modern", true, 0),
    };
    expect(indexOf(best).grade).toBe("a");
    const held: Record<string, MessageFacts[]> = {
      "a wrong signature": [{ ...best, signature: "invalid" }],
      "a changed key": [
        { ...best, signature: "changed-key" },
        { ...best, participants: people("verified", "changed") },
      ],
      "a signature by a withdrawn key": [{ ...best, signature: "revoked-key" }],
      "a signature that names another sender": [{ ...best, signature: "from-mismatch" }],
      "a signature by another address's key": [{ ...best, signature: "other-address" }],
      "a signature for somebody else": [{ ...best, signature: "for-others" }],
      "a signature of another date": [{ ...best, signature: "date-mismatch" }],
      "a signature that is not checked": [{ ...best, signature: "not-checked" }],
      "a key only from mail": [{ ...best, signature: "own", participants: people("verified", "mail-only") }],
      "a signature without a date": [{ ...best, signature: "undated" }],
      "not sealed": [{ ...best, sealed: false }],
    };
    const rows = rowsOf("Held back by", "Best letter");
    expect(rows.map((row) => row["Held back by"])).toEqual(Object.keys(held));
    for (const row of rows)
      for (const facts of held[row["Held back by"]!]!)
        expect(indexOf(facts).grade.toUpperCase()).toBe(row["Best letter"]);
  });

  it("and of letters", () => {
    for (const row of rowsOf("Letter", "Score", "Word")) {
      const [low, high] = row.Score!.split("-").map(Number) as [number, number];
      for (const score of [low, high]) expect(gradeOf(score).toUpperCase()).toBe(row.Letter);
      const words = JSON.parse(readFileSync("public/_locales/en/messages.json", "utf8"));
      const word = (sealed: boolean) => words[gradeWordName(gradeOf(high), sealed)].message;
      expect([word(false), word(true)]).toEqual([row.Word, row["Word when sealed"]]);
    }
  });
});
