import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

// The rooms of docs/decisions/0001: the path of a file tells in which origin it runs and what it may touch. Imports
// point inward. This test reads the imports of the tree and fails on a breach.

const src = resolve(import.meta.dirname);
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !/\.test\.tsx?$/.test(file))
  .map((file) => file.replaceAll("\\", "/"));

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), "utf8");
  const found: Import[] = [];
  const pattern =
    /^\s*(import|export)\s+(type\s+)?[^"';]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;
  for (const match of text.matchAll(pattern)) {
    const target = match[3] ?? match[4] ?? match[5]!;
    const resolved = target.startsWith(".")
      ? relative(src, resolve(src, file, "..", target)).replaceAll("\\", "/")
      : target;
    found.push({ file, target: resolved, typeOnly: match[2] !== undefined });
  }
  return found;
}

const MAIL_FRAME = "pages/overlays/read/lazy/mail-frame.ts";
const imports = files.flatMap(importsOf);
const room = (path: string): string => path.split("/")[0]!;
const isPackage = (target: string): boolean =>
  !target.startsWith("..") &&
  !files.some((f) => f === target || f.startsWith(`${target}.`) || f.startsWith(`${target}/`)) &&
  !/\.(css|json|svg)$/.test(target);

/** What each room may import at run time, besides itself. Types may come from anywhere inward of messages and domain. */
const MAY: Record<string, readonly string[]> = {
  domain: [],
  // The page of a password message: it runs from a file on the reader's disk, without the extension.
  "password-message": ["domain"],
  platform: [],
  messages: ["domain", "platform"],
  background: ["domain", "messages", "platform"],
  content: ["domain", "messages", "platform"],
  // Runs as a script of the webmail's page does: the names of the wire, and nothing of the extension.
  "page-world": ["messages"],
  pages: ["domain", "messages", "platform"],
};

describe("architecture", () => {
  it("finds the tree", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(40);
  });

  it("imports point inward", () => {
    const breaches = imports
      .filter(
        ({ file, target }) =>
          room(file) in MAY && !isPackage(target) && !target.startsWith("..") && room(target) !== room(file),
      )
      .filter(({ file, target }) => !MAY[room(file)]!.includes(room(target)))
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(breaches).toEqual([]);
  });

  it.each([
    ["webextension-polyfill", (f: string) => f === "platform/browser.ts"],
    ["openpgp", (f: string) => f.startsWith("domain/pgp/")],
    ["dexie", (f: string) => f.startsWith("background/store/")],
    ["valibot", (f: string) => f.startsWith("messages/")],
    [
      "dompurify",
      (f: string) => /^pages\/overlays\/(?:read\/lazy\/clean-html|compose\/view\/lazy\/rich-editor)\.tsx?$/.test(f),
    ],
  ])("only its owner imports %s", (name, allowed) => {
    const breaches = imports.filter((i) => i.target === name && !i.typeOnly && !allowed(i.file)).map((i) => i.file);
    expect(breaches).toEqual([]);
  });

  it("domain/pgp is used by the background alone, so no key material reaches a page", () => {
    const breaches = imports
      .filter(
        ({ file, target, typeOnly }) =>
          target.startsWith("domain/pgp/") && !typeOnly && !/^(background|domain\/pgp)\//.test(file),
      )
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(breaches).toEqual([]);
  });

  it("only platform/windows.ts uses the browser's windows, which Android has not", () => {
    const users = files.filter((f) => /\bbrowser\.windows\b/.test(readFileSync(join(src, f), "utf8")));
    expect(users).toEqual(["platform/windows.ts"]);
  });

  it("the page's own world gets the wire of the client API and nothing else", () => {
    const taken = imports.filter(({ file, typeOnly }) => file.startsWith("page-world/") && !typeOnly);
    expect(taken.map(({ target }) => target)).toEqual(["messages/client-api"]);
  });

  it("features know the site interface, never one site", () => {
    const breaches = imports
      .filter(({ file, target }) => file.startsWith("content/features/") && /^content\/sites\/(?!site$)/.test(target))
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(breaches).toEqual([]);
  });

  it("only content/dom/overlay-frame.ts makes iframes, and the mail frame for HTML that was cleaned", () => {
    const makers = files.filter((f) =>
      /createElement\(\s*["']iframe["']\s*\)|<iframe/.test(readFileSync(join(src, f), "utf8")),
    );
    expect(makers.sort()).toEqual(["content/dom/overlay-frame.ts", MAIL_FRAME]);
    expect(files.filter((f) => /\bsrcdoc\b/.test(readFileSync(join(src, f), "utf8")))).toEqual([MAIL_FRAME]);
  });

  it("the mail frame has no scripts, and what it parses is ours alone", () => {
    const text = readFileSync(join(src, MAIL_FRAME), "utf8");
    expect([...text.matchAll(/"sandbox", "([^"]*)"/g)].map((match) => match[1])).toEqual(["allow-same-origin"]);
    expect([...text.matchAll(/srcdoc = (.*);/g)].map((match) => match[1])).toEqual(["skeleton(options.remote)"]);
  });

  it("only background/fetch.ts reaches the network; pages fetch files of their own package, content the webmail's raw source", () => {
    const users = files.filter((f) =>
      /(?<![\w.])fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource/.test(readFileSync(join(src, f), "utf8")),
    );
    expect(users.sort()).toEqual(["background/fetch.ts", "content/dom/own-session.ts", "pages/own-file.ts"]);
  });

  it("no raw HTML sinks, no eval, no window.postMessage", () => {
    const sinks =
      /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\beval\(|new Function\(|createContextualFragment|\.postMessage\([^)]*["']\*["']/;
    expect(files.filter((f) => sinks.test(readFileSync(join(src, f), "utf8")))).toEqual([]);
  });

  it("overlays have no field for passphrases, codes or PINs: a page can lay its own over it", () => {
    const overlays = files.filter((file) => file.startsWith("pages/overlays/"));
    const fields =
      /["'{]password["'}]|PassphraseField|UnlockForm|BackupCode|PinField|label=\{t\("(passphrase|.*_(code|pin))"\)|autocomplete="(current|new)-password|one-time-code/;
    expect(overlays.filter((file) => fields.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
    // Nor one that comes with what they import.
    const withFields = new Set(
      files.filter((file) => /type=(\{[^}]*)?"password"/.test(readFileSync(join(src, file), "utf8"))),
    );
    const grown = (): boolean => {
      const before = withFields.size;
      for (const { file, target, typeOnly } of imports)
        if (!typeOnly && (withFields.has(`${target}.tsx`) || withFields.has(`${target}.ts`))) withFields.add(file);
      return withFields.size > before;
    };
    while (grown());
    expect(withFields.has("pages/consent/unlock-window.tsx")).toBe(true);
    expect(overlays.filter((file) => withFields.has(file))).toEqual([]);
  });

  it("only components/controls.tsx makes controls, and the password message its one", () => {
    const bare = [
      /<(?:input|textarea|select)\b/,
      /(?<!\[)\bcontent-?editable\s*=|["']content-?editable["']\s*[,:]|designMode\s*=/i,
      /\b(?:createElement|h)\(\s*["'`](?:input|textarea|select)["'`]/,
    ];
    const makes = (text: string): boolean => {
      const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
      return bare.some((pattern) => pattern.test(code));
    };
    for (const one of ["<input>", "<textarea\n", "<div contentEditable={true}>", "box.contentEditable = 'true'"])
      expect(makes(one), one).toBe(true);
    for (const one of ['h("input", {})', 'setAttribute("contenteditable", "")', 'document.designMode = "on"'])
      expect(makes(one), one).toBe(true);
    expect(makes('"textarea, [contenteditable=true]" <Select>')).toBe(false);
    const html = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
    const makers = [...files, ...html].filter((file) => makes(readFileSync(join(src, file), "utf8")));
    expect(makers.sort()).toEqual(["pages/components/controls.tsx", "password-message/page.html"]);
    const own = readFileSync(join(src, "password-message/page.html"), "utf8").match(
      /<(?:input|textarea|select)\b[^>]*>/g,
    )!;
    expect(own).toHaveLength(1);
    for (const fixed of ['type="password"', 'autocomplete="off"', 'spellcheck="false"', 'writingsuggestions="false"'])
      expect(own[0]).toContain(fixed);
    expect(own[0]).not.toMatch(/\sname=/);
  });

  it("each room is checked against what is there where it runs: no document in domain, none in the worker, no Node", () => {
    const { scripts } = JSON.parse(readFileSync(resolve(src, "../package.json"), "utf8"));
    for (const name of ["domain", "background", "content", "pages"]) {
      expect(scripts.types, name).toContain(`tsc -p src/${name}`);
      const { compilerOptions } = JSON.parse(readFileSync(join(src, name, "tsconfig.json"), "utf8"));
      expect(compilerOptions.types, name).toEqual([]);
      expect(compilerOptions.lib.includes("DOM"), name).toBe(["content", "pages"].includes(name));
    }
  });

  it("domain is pure: no browser API, clock or randomness of its own", () => {
    const impure = /\b(document|window|navigator|localStorage|indexedDB)\.|Date\.now\(\)|new Date\(\)|Math\.random\(/;
    const breaches = files.filter(
      (f) =>
        f.startsWith("domain/") &&
        impure.test(readFileSync(join(src, f), "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")),
    );
    expect(breaches).toEqual([]);
  });

  it("no exported type name stands twice, so that a name means one thing wherever it is read", () => {
    const places = new Map<string, string[]>();
    for (const file of files.filter((one) => !one.includes("/testing/")))
      for (const [, name] of readFileSync(join(src, file), "utf8").matchAll(
        /^export (?:declare )?(?:abstract )?(?:interface|type|class|enum) (\w+)/gm,
      ))
        places.set(name!, [...(places.get(name!) ?? []), file]);
    expect(places.size).toBeGreaterThan(200);
    expect([...places].filter(([, all]) => all.length > 1)).toEqual([]);
  });

  it("folders do not lean on each other in a circle", () => {
    // What lies at the top of a room joins its folders, and stands for itself.
    const joins = /^(?:domain|background|content|pages|messages|pages\/overlays|pages\/overlays\/compose)$/;
    const folder = (file: string): string => {
      // What loads late lies in a folder of its own for the build's sake, and is its parent's.
      const dir = file.slice(0, file.lastIndexOf("/")).replace(/\/lazy$/, "");
      return joins.test(dir) ? file : dir;
    };
    const leans = new Map<string, Map<string, string>>();
    for (const { file, target, typeOnly } of imports) {
      const hit = files.find((f) => f === target || f === `${target}.ts` || f === `${target}.tsx`);
      if (typeOnly || !hit || /\/testing\//.test(file) || folder(hit) === folder(file)) continue;
      const known = leans.get(folder(file)) ?? new Map();
      leans.set(folder(file), known.set(folder(hit), `${file} -> ${hit}`));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(leans.get(from)?.keys() ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    const circles = [...leans].flatMap(([from, targets]) =>
      [...targets].filter(([to]) => reaches(to, from)).map(([, by]) => by),
    );
    expect(circles).toEqual([]);
  });

  it("comments and documents name only files that exist", () => {
    const root = resolve(src, "..");
    const there = ["src", "e2e", "scripts", "docs", "public"].flatMap((dir) =>
      readdirSync(join(root, dir), { recursive: true, encoding: "utf8" }).map((file) => `${dir}/${file}`),
    );
    there.push(...readdirSync(root));
    const exists = (name: string): boolean => there.some((file) => file === name || file.endsWith(`/${name}`));
    const named = /(?<![\w./:<>*-])((?:[\w.-]+\/)*[a-z][\w-]*(?:\.test|\.spec)?\.tsx?|[A-Z][A-Z-]+\.md)\b(?!\()/g;
    const lost = there
      .filter((file) => /\.(?:tsx?|md)$/.test(file) && !file.includes("/decisions/"))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), "utf8");
        const said = file.endsWith(".md") ? [text] : (text.match(/(?:^|\s)\/\/.*|^\s*\/?\*.*/gm) ?? []);
        return said.flatMap((line) => [...line.matchAll(named)].map(([, name]) => [file, name!] as const));
      })
      .filter(([, name]) => !exists(name.replace(/^\.\//, "")));
    expect(lost).toEqual([]);
  });

  it("a test in a browser waits for the thing itself; time alone passes in one helper, where nothing is to happen", () => {
    const root = resolve(src, "../e2e");
    const waiting = (text: string): boolean =>
      /\bwaitForTimeout\(|await new Promise(?:<\w+>)?\(\((\w+)\) => setTimeout\(\1, [\d_]{3,}\)\)/.test(text);
    expect(waiting("await page.waitForTimeout(ms)")).toBe(true);
    expect(waiting("await new Promise((next) => setTimeout(next, 1_500));")).toBe(true);
    const found = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && waiting(readFileSync(join(root, file), "utf8")))
      .sort();
    // Firefox's hand looks twice whether what it is to press has moved.
    expect(found).toEqual(["browser/quiet.ts", "firefox/hand.ts"]);
  });

  it("a program that a browser test runs to its end has a time limit, because it stops the test's own clock", () => {
    const root = resolve(src, "../e2e");
    const found = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter(
        (file) =>
          file.endsWith(".ts") && /\b(?:exec(?:File)?|spawn)Sync\b/.test(readFileSync(join(root, file), "utf8")),
      )
      .sort();
    expect(found).toEqual(["lab/program.ts"]);
  });

  it("tests fake the browser in one place", () => {
    const own = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .filter((file) => /vi\.(?:do)?[mM]ock\("[./]*platform\/browser",/.test(readFileSync(join(src, file), "utf8")));
    expect(own).toEqual([]);
  });

  it("no two places share twelve lines of the same logic", () => {
    const LINES = 12;
    const blank = (text: string): string => text.replace(/[^\n]/g, "");
    const codeOf = (text: string) =>
      text
        .replace(/^(?:import|export)\s[^;]*?\sfrom\s[^;]*;|\/\*[\s\S]*?\*\//gm, blank)
        .split("\n")
        .map((line, at) => ({ line: line.trim(), at: at + 1 }))
        .filter(({ line }) => !/^\/\/|^(?:[\])}>;,/]|<\/[\w.]*>)*$/.test(line));
    const twinsIn = (texts: Iterable<readonly [file: string, text: string]>): string[] => {
      const first = new Map<string, string>();
      const twins = new Map<string, string>();
      for (const [file, text] of texts) {
        const code = codeOf(text);
        for (let at = 0; at + LINES <= code.length; at++) {
          const lines = code.slice(at, at + LINES);
          const key = lines.map(({ line }) => line).join("\n");
          const here = `${file}:${lines[0]!.at}`;
          const there = first.get(key) ?? here;
          first.set(key, there);
          const pair = `${there.split(":")[0]} ${file}`;
          if (there !== here && !twins.has(pair)) twins.set(pair, `${there} ~ ${here}`);
        }
      }
      return [...twins.values()];
    };
    const rows = Array.from({ length: LINES }, (_, at) => `step(${at});`);
    const spread = rows.join("\n  // Why.\n\n    }\n  ");
    expect(twinsIn([["a.ts", rows.join("\n")]])).toEqual([]);
    expect(
      twinsIn([
        ["a.ts", `begin();\n${rows.join("\n")}`],
        ["b.ts", `import {\n  step,\n} from "./step";\n\n${spread}`],
      ]),
    ).toEqual(["a.ts:2 ~ b.ts:5"]);
    expect(
      twinsIn([
        ["a.ts", rows.join("\n")],
        ["b.ts", rows.slice(1).join("\n")],
      ]),
    ).toEqual([]);
    const styles = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
    const all = [...files.filter((file) => !file.includes("/testing/")), ...styles];
    expect(twinsIn(all.map((file) => [file, readFileSync(join(src, file), "utf8")]))).toEqual([]);
  });

  it("a file is read at one sitting: 320 lines at most, and the middle one is neither a crumb nor a heap", () => {
    const lengths = files
      .map((file) => ({ file, lines: readFileSync(join(src, file), "utf8").split("\n").length - 1 }))
      .sort((a, b) => a.lines - b.lines);
    expect(lengths.filter(({ lines }) => lines > 320)).toEqual([]);
    const middle = lengths[Math.floor(lengths.length / 2)]!.lines;
    expect(middle).toBeGreaterThanOrEqual(50);
    expect(middle).toBeLessThanOrEqual(90);
  });

  it("the background has rooms, not a heap", () => {
    expect(readdirSync(join(src, "background")).length).toBeLessThanOrEqual(14);
  });

  it("the compose overlay is small enough to know: at most 35 files", () => {
    const compose = files.filter((file) => file.startsWith("pages/overlays/compose/"));
    expect(compose.length).toBeGreaterThan(20);
    expect(compose.length).toBeLessThanOrEqual(35);
  });

  it("views of the compose overlay set no signal but their own: what a model knows, its commands change", () => {
    const views = files.filter((file) => /^pages\/overlays\/compose\/(?:view\/|\w+-overlay|main)/.test(file));
    expect(views.length).toBeGreaterThan(10);
    /** Signals the view made, or was handed by another view as such; and what is no signal: the text of a box. */
    const owned =
      /\bconst (\w+) = (?:useSignal|signal)\b|\breadonly (\w+): Signal<|\bconst (\w+) = \w+\.current!|function \w+\((\w+): Signal</g;
    const set = /(?<![\w.!?])([\w.!?]+)\.value\s*(?:=(?![=>])|[-+*/|&?]{1,2}=|\+\+|--)/g;
    const foreign = (text: string): string[] => {
      const own = new Set([...text.matchAll(owned)].flatMap((match) => match.slice(1)));
      return [...text.matchAll(set)].map(([, target]) => target!).filter((target) => !own.has(target));
    };
    expect(foreign("model.closing.value = false; written.html.value ??= text; problem.value=null")).toHaveLength(3);
    expect(foreign("const over = useSignal(false); over.value = x.value === 1; (e) => e.value")).toEqual([]);
    expect(
      views.flatMap((file) => foreign(readFileSync(join(src, file), "utf8")).map((target) => [file, target])),
    ).toEqual([]);
  });

  it("no cycles at run time", () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (typeOnly) continue;
      const hit = files.find((f) => f === target || f === `${target}.ts` || f === `${target}.tsx`);
      if (hit) edges.set(file, [...(edges.get(file) ?? []), hit]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, trail: string[]): void => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });
});
