import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Token, Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { countedPage, LANGUAGES, piecesOf } from "./counted-page";

const src = resolve(import.meta.dirname, "../src");
const pages = Object.fromEntries(LANGUAGES.map((language) => [language, countedPage(language)]));
const all = (page: string, pattern: RegExp): string[] => [...page.matchAll(pattern)].map((match) => match[1]!);
const ids = (page: string): string[] => all(page, / id="([^"]*)"/g);

const [english, french] = [piecesOf("en"), piecesOf("fr")];
const isTable = (token: Token): token is Tokens.Table => token.type === "table";
const tables = (pieces: Token[]) =>
  pieces.filter(isTable).map(({ header, rows }) => [header, ...rows].map((row) => row.map(({ text }) => text)));

describe("the French text", () => {
  const shape = (token: Token): unknown => {
    if (isTable(token)) return { columns: token.header.length, rows: token.rows.length, align: token.align };
    if (token.type === "heading") return { heading: token.depth };
    return token.type === "list" ? { items: token.items.length } : token.type;
  };

  it("has every heading, paragraph, point and table of the English, in the same order", () => {
    expect(french.map(shape)).toEqual(english.map(shape));
    expect(tables(french).length).toBeGreaterThan(20);
  });

  const figures = (text: string): string[] => text.match(/\d+/g) ?? [];

  it("has the same figures in every cell, and letters and dashes where they are", () => {
    const told = (text: string): unknown => (/^[A-E?–]$/.test(text) ? text : figures(text));
    const cells = (pieces: Token[]) => tables(pieces).map((rows) => rows.map((row) => row.map(told)));
    expect(cells(french)).toEqual(cells(english));
  });

  it("has the same figures in every sentence", () => {
    const said = (pieces: Token[]) => pieces.filter((piece) => !isTable(piece)).map(({ raw }) => figures(raw).sort());
    expect(said(french)).toEqual(said(english));
  });

  it("has one word for each word, in every table", () => {
    const words = new Map<string, Set<string>>();
    // Explanations may differ; a list of words is checked word by word.
    const explains = /^(?:What it means|Why|The question)$/;
    const parts = (cell: string): string[] => cell.split(/(?:,| \+) |\d+ × /);
    tables(english).forEach((rows, table) => {
      rows.forEach((row, at) => {
        row.forEach((cell, column) => {
          if (at > 0 && explains.test(rows[0]![column]!)) return;
          const translated = parts(tables(french)[table]![at]![column]!);
          parts(cell).forEach((word, part) => {
            words.set(word, (words.get(word) ?? new Set()).add(String(translated[part])));
          });
        });
      });
    });
    expect([...words].filter(([, french]) => french.size > 1)).toEqual([]);
    expect(words.get("long known")).toEqual(new Set(["clé connue"]));
  });

  it("keeps its double signs on the line of their word", () => {
    const loose = french.flatMap(({ raw }) => raw.match(/.{0,20}(?:« | [;:!»]|[^|\s] \?).{0,20}/g) ?? []);
    expect(loose).toEqual([]);
    expect(french.flatMap(({ raw }) => raw.match(/\p{L}'\p{L}/gu) ?? [])).toEqual([]);
  });
});

describe.each(LANGUAGES)("the page, %s", (language) => {
  const page = pages[language]!;

  it("is filled in and says its language", () => {
    expect(all(page, /<html lang="(\w+)"/g)).toEqual([language]);
    expect(page.match(/\((?:title|heading|contents|text)\)|\]\(|\*\*|undefined/)).toBeNull();
  });

  it("has no link that leads nowhere", () => {
    const links = all(page, / href="([^"/.][^"]*|[^"]*\.html)"/g);
    const places = new Set([...ids(page).map((id) => `#${id}`), ...LANGUAGES.map((one) => `${one}.html`)]);
    expect(links.length).toBeGreaterThan(12);
    expect(links.filter((link) => !places.has(link))).toEqual([]);
    expect(all(page, / aria-labelledby="([^"]*)"/g).filter((id) => !ids(page).includes(id))).toEqual([]);
  });

  it("leads to the other language", () => {
    const other = LANGUAGES.find((one) => one !== language)!;
    expect(page.includes(`<a href="${other}.html" hreflang="${other}" lang="${other}">`)).toBe(true);
  });

  it("has each id once, and the same as the other language", () => {
    expect(new Set(ids(page)).size).toBe(ids(page).length);
    expect(ids(page)).toEqual(ids(pages.en!));
    expect(ids(page)).toEqual(expect.arrayContaining(["content", "path", "people"]));
  });

  it("has every section that another page leads to", () => {
    const sources = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
    const sections = sources.flatMap((file) =>
      all(readFileSync(join(src, file), "utf8"), /<HowCounted section="([^"]*)"/g),
    );
    expect(sections.length).toBeGreaterThan(2);
    expect(sections.filter((section) => !ids(page).includes(section))).toEqual([]);
  });

  it("needs nothing that its policy refuses, and no script", () => {
    expect(page.match(/<script|<style| style=| on\w+=|https?:/)).toBeNull();
  });
});
