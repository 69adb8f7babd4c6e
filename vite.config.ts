import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build, defineConfig, type InlineConfig } from "vite";
import { buildMark } from "./scripts/build-mark.ts";
import { COUNTED, countedPages, LANGUAGES } from "./scripts/counted-page.ts";
import { packCountries } from "./scripts/countries.ts";
import { noDeadParts } from "./scripts/dead-parts.ts";
import { noticesText } from "./scripts/notices.ts";
import { OPENPGP_IN_PARTS, oneNoble } from "./scripts/one-noble.ts";
import { passwordMessagePage } from "./scripts/password-message-page.ts";
import { manifestFor, type Target } from "./src/manifest-for.ts";

// `vite build --mode chrome|firefox` makes dist/<mode>/ in four runs: pages (ES modules with shared chunks), background
// (one ES module: a service worker may not import() and loads faster whole), content (one classic script for each entry,
// since content scripts cannot be modules) and the pages that are text alone, which share nothing and have no script. Size
// budgets are checked at the end and fail the build.

const CONTENT = readdirSync(resolve(import.meta.dirname, "src/content/entries")).map((file) =>
  file.replace(/\.ts$/, ""),
);

/** As manifest.json has them: styles stay as they are written, light-dark() among them. */
const OLDEST = ["chrome148", "firefox142"];

const BUDGETS: Record<string, { bytes: number; files: (files: string[], read: (f: string) => string) => string[] }> = {
  // Of every tab: one of them runs in it. On a host the user enabled, `enabled` tells which.
  ...Object.fromEntries(
    CONTENT.map((name) => [
      `content ${name}`,
      { bytes: name === "enabled" ? 8_000 : 66_000, files: () => [`content/${name}.js`] },
    ]),
  ),
  // Beside that one, where the user lets the page speak to Cachet: in our world, and in the page's own.
  "content client-api": { bytes: 30_000, files: () => ["content/client-api.js"] },
  "page's own world": { bytes: 4_000, files: () => ["content/mailvelope.js"] },
  background: { bytes: 700_000, files: () => ["background.js"] },
  "read overlay": { bytes: 150_000, files: (_, read) => pageClosure("pages/overlays/read/index.html", read) },
  "compose overlay": { bytes: 160_000, files: (_, read) => pageClosure("pages/overlays/compose/index.html", read) },
  popup: { bytes: 120_000, files: (_, read) => pageClosure("pages/popup/index.html", read) },
  welcome: { bytes: 120_000, files: (_, read) => pageClosure("pages/welcome/index.html", read) },
  "consent window": { bytes: 120_000, files: (_, read) => pageClosure("pages/consent/index.html", read) },
  // The largest page, and the only one that is opened at leisure.
  options: { bytes: 180_000, files: (_, read) => pageClosure("pages/options/index.html", read) },
  // Text, every table of it, and the styles.
  ...Object.fromEntries(
    LANGUAGES.map((language) => [
      `how it is counted, ${language}`,
      { bytes: 140_000, files: (_: string[], read) => pageClosure(`pages/privacy-index/${language}.html`, read) },
    ]),
  ),
  "table of countries": { bytes: 1_500_000, files: () => ["tables/countries.bin"] },
  "blank password message": { bytes: 40_000, files: () => ["password-message/blank.txt"] },
  "badge overlay": { bytes: 150_000, files: (_, read) => pageClosure("pages/overlays/badge/index.html", read) },
};

/** Parts that only the extension's own pages show: they would be a tenth of every overlay. */
const OF_OWN_PAGES = /\/components\/own\/|\/domain\/security-mark\.ts$/;
/** What comes only on demand, or with overlays or the options alone. */
const NOT_SHARED =
  /\/pages\/(?:overlays|options)\/|\/components\/lazy\/|\/domain\/(?:mime|message|html|password-message|trace|dkim|registrable)\b|\/messages\/(?:wire|pieces|line)\.|\/(?:dompurify|tldts-\w+)\//;

/** A thirtieth less than by the build's own minifier: for what comes with every tab. */
const SMALLEST = {
  minify: "terser",
  terserOptions: { ecma: 2020, toplevel: true, compress: { passes: 3, unsafe_arrows: true, hoist_funs: true } },
} as const;

/** Everything a page loads: its HTML, the scripts and styles it names, and what those import. */
function pageClosure(html: string, read: (file: string) => string): string[] {
  const seen = new Set<string>([html]);
  const follow = (file: string): void => {
    const pattern = file.endsWith(".html") ? /(?:src|href)="([^"]+)"/g : /(?:from|import)\s*["']([^"']+\.js)["']/g;
    for (const [, link] of read(file).matchAll(pattern)) {
      const target = link!.startsWith("/") ? link!.slice(1) : join(dirname(file), link!);
      if (!/\.(js|css)$/.test(target) || seen.has(target)) continue;
      seen.add(target);
      if (target.endsWith(".js")) follow(target);
    }
  };
  follow(html);
  return [...seen];
}

function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort();
}

function checkBudgets(out: string): void {
  const files = listFiles(out);
  const over: string[] = [];
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const bytes = budget
      .files(files, (f) => readFileSync(join(out, f), "utf8"))
      .reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
    console.log(`budget  ${name.padEnd(18)} ${String(bytes).padStart(8)} of ${budget.bytes} bytes`);
    if (bytes > budget.bytes) over.push(`${name}: ${bytes} > ${budget.bytes}`);
  }
  if (over.length > 0) throw new Error(`over budget: ${over.join("; ")}`);
}

/** An own page that an overlay's styles reach, at once or with a part that comes on demand, loses its background. */
function checkStyles(out: string): void {
  for (const page of ["popup", "options", "welcome", "consent"]) {
    const reached = new Set([`pages/${page}/index.html`]);
    for (const file of reached) {
      const text = readFileSync(join(out, file), "utf8");
      if (file.endsWith(".css") && text.includes("[data-guard]")) throw new Error(`${page} loads ${file}, of overlays`);
      for (const [, name] of text.matchAll(/["'`/]([\w.-]+\.(?:js|css))["'`]/g))
        if (existsSync(join(out, "assets", name!))) reached.add(`assets/${name}`);
    }
  }
}

const root = resolve(import.meta.dirname);

export default defineConfig(({ mode }) => {
  const target: Target = mode === "firefox" ? "firefox" : "chrome";
  const out = join(root, "dist", target);
  const mark = buildMark(root);
  const define = { CACHET_BUILD: JSON.stringify(mark) };
  const common = {
    configFile: false as const,
    root: join(root, "src"),
    mode: "production",
    logLevel: "warn" as const,
    define: { "process.env.NODE_ENV": '"production"', ...define },
  };
  // For nothing that is needed anywhere, a sixth of what a tab or an overlay loads: see platform/native.ts.
  const native = { alias: { "webextension-polyfill": join(root, "src/platform/native.ts") } };
  // Dexie's own build for browsers of today; its package names the one in ES5, which is a tenth larger.
  const modernDexie = join(root, "node_modules/dexie/dist/modern/dexie.mjs");
  const worker = { alias: { ...native.alias, dexie: modernDexie, openpgp: OPENPGP_IN_PARTS } };
  const single = (entry: string, fileName: string, format: "es" | "iife"): InlineConfig => ({
    ...common,
    publicDir: false,
    resolve: format === "iife" ? native : worker,
    plugins: format === "iife" ? [] : [oneNoble, noDeadParts],
    build: {
      outDir: out,
      emptyOutDir: false,
      // Our own budgets judge size.
      chunkSizeWarningLimit: 1000,
      target: "es2023",
      modulePreload: false,
      ...(format === "iife" && SMALLEST),
      rollupOptions: {
        input: join(root, entry),
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  });
  const texts: InlineConfig = {
    ...common,
    publicDir: false,
    plugins: [countedPages],
    build: {
      outDir: out,
      emptyOutDir: false,
      cssTarget: OLDEST,
      modulePreload: false,
      rollupOptions: { input: [...COUNTED.keys()] },
    },
  };
  return {
    root: join(root, "src"),
    base: "/",
    publicDir: join(root, "public"),
    mode: "production",
    define,
    resolve: native,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: "es2023",
      cssTarget: OLDEST,
      // Links in the HTML, so that a page's scripts come at once and not one import after another.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: {
        input: ["popup", "options", "welcome", "consent", "overlays/read", "overlays/compose", "overlays/badge"].map(
          (p) => join(root, "src/pages", p, "index.html"),
        ),
        output: {
          entryFileNames: "assets/[name]-[hash].js",
          chunkFileNames: "assets/[name]-[hash].js",
          assetFileNames: "assets/[name]-[hash][extname]",
          // Few requests for an overlay; the overlays' shared styles must not reach other pages.
          // What two pages import() only on demand must not come with either at once.
          codeSplitting: {
            groups: [
              {
                name: "shared",
                test: (id) => !NOT_SHARED.test(id) && !OF_OWN_PAGES.test(id),
                minShareCount: 2,
                priority: 2,
              },
              { name: "own-pages", test: OF_OWN_PAGES, minShareCount: 2, priority: 1 },
              // A folder is a chunk, and lazy/ in it holds what comes when it is asked for.
              {
                name: "overlays",
                test: /\/pages\/overlays\/(?:frame|report)\/[^/]+$/,
                minShareCount: 2,
                priority: 1,
              },
              // What the editor shares with what it brings on demand: reading does without it.
              {
                name: "editor",
                test: /\/pages\/overlays\/compose\/(?!\w+\/lazy\/)/,
                minShareCount: 2,
                priority: 1,
              },
              // What has to do with reading alone: the editor does without it.
              { name: "reading", test: /\/pages\/overlays\/report\/reading\//, minShareCount: 2 },
            ],
          },
        },
      },
    },
    plugins: [
      {
        name: "cachet-extension",
        apply: "build",
        // Not closeBundle: that runs after a failed build too, and its own failure would hide the cause.
        async writeBundle() {
          await build(single("src/background/index.ts", "background.js", "es"));
          for (const name of CONTENT)
            await build({
              ...single(`src/content/entries/${name}.ts`, `content/${name}.js`, "iife"),
              define: { ...common.define, ...(/gmail|outlook|yahoo/.test(name) && { NO_CLIENT_API: "true" }) },
            });
          await build(single("src/page-world/mailvelope.ts", "content/mailvelope.js", "iife"));
          await build(texts);
          mkdirSync(join(out, "tables"), { recursive: true });
          writeFileSync(join(out, "tables/countries.bin"), packCountries());
          // What the background compares itself with: the files may be exchanged while it runs.
          writeFileSync(join(out, "build.txt"), mark);
          mkdirSync(join(out, "password-message"), { recursive: true });
          // Not .html: nobody opens it, and reviewers of extensions look for inline scripts in pages.
          writeFileSync(join(out, "password-message/blank.txt"), await passwordMessagePage());
          // The same page under a name that is not given to the web: Chromium opens the other for frames alone.
          const compose = join(out, "pages/overlays/compose");
          copyFileSync(join(compose, "index.html"), join(compose, "window.html"));
          writeFileSync(join(out, "NOTICES.txt"), noticesText());
          const source = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
          writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifestFor(target, source), null, 2)}\n`);
          checkBudgets(out);
          checkStyles(out);
        },
      },
    ],
  };
});
