// The explanation of the privacy grade as pages of the extension: docs/privacy-index*.md converted to HTML at build time, so
// that nothing is parsed when a page opens and none needs a script.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lexer, Marked, type Token, type Tokens } from "marked";
import { LETTER, SHIELD } from "../src/domain/privacy/shield.ts";

const docs = resolve(import.meta.dirname, "../docs");

/** The texts, by language. */
const FILES = { en: "privacy-index.md", fr: "privacy-index.fr.md" } as const;
export type Language = keyof typeof FILES;
export const LANGUAGES = Object.keys(FILES) as Language[];

const isHeading = (token: Token): token is Tokens.Heading => token.type === "heading";

/** The Markdown tokens of a text. */
export const piecesOf = (language: Language): Token[] =>
  // The texts are typed with straight quotes.
  lexer(
    readFileSync(join(docs, FILES[language]), "utf8")
      .replaceAll("'", "’")
      .replaceAll(/"([^"]*)"/g, "“$1”"),
  ).filter(({ type }) => type !== "space");

/** The anchor of a heading as GitHub makes it. */
const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

/** "Path" of "Path: who handled it on the way". */
const nameOf = (heading: string): string => heading.split(":")[0]!.trim();

/** The ids of all headings in order, from their English names in every language. */
const IDS = piecesOf("en")
  .filter(isHeading)
  .map(({ text }) => anchorOf(nameOf(text)))
  .map((id, at, all) => (all.indexOf(id) < at ? `${id}-${all.slice(0, at).filter((one) => one === id).length}` : id));

const pages = resolve(import.meta.dirname, "../src/pages/privacy-index");
const template = readFileSync(join(pages, "template.html"), "utf8");

/** The page in a language. */
export function countedPage(language: Language): string {
  const pieces = piecesOf(language);
  const headings = pieces.filter(isHeading);
  const title = headings[0]!.text;
  const contents = headings.flatMap(({ depth, text }, at) =>
    depth === 2 ? [`<li><a href="#${IDS[at]}">${nameOf(text)}</a></li>`] : [],
  );
  // Functions as replacements, since "$&" in a text must not be expanded.
  return template
    .replace(`<html lang="en">`, `<html lang="${language}">`)
    .replace("(title)", () => title)
    .replace("(heading)", () => IDS[0]!)
    .replace("(contents)", () => contents.join(""))
    .replace("(text)", () => SHIELDS + textOf(language, pieces, headings));
}

/** The id of the collapsed section. */
const CASES = "cases";

function textOf(language: Language, pieces: Token[], headings: Tokens.Heading[]): string {
  const anchors = new Map(headings.map(({ text }, at) => [`#${anchorOf(text)}`, `#${IDS[at]}`]));
  let at = -1;
  let section = "";
  let isOpen = false;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const id = IDS[++at]!;
        if (depth === 2) section = id;
        const heading = `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>`;
        const end = isOpen ? "</details>" : "";
        // A hundred rows that few people read are collapsed, so that the text after them stays within reach.
        isOpen = section === CASES && depth === 3;
        return end + (isOpen ? `<details><summary>${heading}</summary>` : heading);
      },
      // Pictures are left out, because what they show is one click away.
      image: () => "",
      paragraph({ tokens }) {
        const inside = this.parser.parseInline(tokens);
        return inside && `<p>${inside}</p>`;
      },
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        const other = LANGUAGES.find((language) => FILES[language] === href);
        if (other) return `<a href="${other}.html" hreflang="${other}" lang="${other}">${inside}</a>`;
        // Other files of the repository are not in the extension.
        if (!href.startsWith("#")) return inside;
        const place = anchors.get(href);
        if (!place) throw new Error(`${FILES[language]} has no heading ${href}`);
        return `<a href="${place}">${inside}</a>`;
      },
      table({ header, rows }) {
        const cell = ({ tokens, align }: Tokens.TableCell, tag: string): string => {
          const inside = this.parser.parseInline(tokens);
          return `<${tag}${align === "right" ? ' class="figure"' : ""}>${shielded(inside)}</${tag.split(" ")[0]}>`;
        };
        const head = header.map((one) => cell(one, 'th scope="col"')).join("");
        // The first cell of a row is its heading, except in the cases.
        const areCases = header.length > 5;
        const body = rows.map((row) => {
          const [first, ...rest] = row;
          const named = cell(first!, areCases ? "td" : 'th scope="row"');
          return `<tr>${named}${rest.map((one) => cell(one, "td")).join("")}</tr>`;
        });
        const table = `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
        if (header.length < 5) return table;
        // A table that is too wide scrolls, so it must be reachable by keyboard.
        const kind = areCases ? "wide cases" : "wide";
        return `<div class="${kind}" tabindex="0" role="group" aria-labelledby="${IDS[at]}">${table}</div>`;
      },
    },
  });
  return marked.parser(pieces);
}

const GRADES = Object.entries(LETTER);

/** Defines each shield once for the many places that use it. */
const SHIELDS = `<svg class="shields" aria-hidden="true">${GRADES.map(
  ([grade, letter]) =>
    `<symbol id="shield-${grade}" viewBox="0 0 20 22"><path fill="currentColor" d="${SHIELD}"/><text x="10" y="15" text-anchor="middle" font-size="11.5" font-weight="700" fill="var(--paper)">${letter}</text></symbol>`,
).join("")}</svg>`;

/** A cell that holds only a grade's letter shows its shield. */
function shielded(cell: string): string {
  const [grade] = GRADES.find(([, letter]) => letter === cell) ?? [];
  if (!grade) return cell;
  return `<span class="badge mini grade-${grade}" role="img" aria-label="${cell}"><svg class="shield" aria-hidden="true"><use href="#shield-${grade}"/></svg></span>`;
}

/** The paths of the pages, which do not exist on disk. */
export const COUNTED = new Map(LANGUAGES.map((language) => [join(pages, `${language}.html`), language]));

/** The vite plugin that makes them. */
export const countedPages = {
  name: "cachet-counted",
  enforce: "pre" as const,
  resolveId: (id: string): string | null => (COUNTED.has(id) ? id : null),
  load(id: string): string | null {
    const language = COUNTED.get(id);
    return language ? countedPage(language) : null;
  },
};
