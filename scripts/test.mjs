// npm test: everything, from a fresh clone. npm test -- --changed [commit]: only what changes since that commit affect, in
// minutes. Plain Node without packages, because it installs them. Each tool counts as one test; vitest and playwright count
// their own. The last line is "N passed, N failed", with ", N skipped" if any was.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const bin = (name) => join(root, "node_modules/.bin", name);
// Twice what the slowest machine needs, to stop anything that hangs. The duration is printed at the end.
const started = Date.now();
const deadline = started + 80 * 60_000;
const reports = mkdtempSync(join(tmpdir(), "cachet-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(name);
}

/**
 * Runs one command in a process group of its own, so that a time-out ends its children too. Resolves with the exit code and,
 * if captured, the output.
 */
function run(name, command, args, { minutes = 5, env = {}, capture = false } = {}) {
  const limit = Math.min(minutes * 60_000, deadline - Date.now());
  console.log(`\n=== ${name}`);
  if (limit <= 0) {
    console.log("no time left");
    return Promise.resolve({ code: 1, output: "" });
  }
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      cwd: root,
      detached: true,
      stdio: ["ignore", capture ? "pipe" : "inherit", "inherit"],
      env: {
        ...process.env,
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
        PUPPETEER_SKIP_DOWNLOAD: "1",
        FORCE_COLOR: "0",
        ...env,
      },
    });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // Ended by itself.
      }
    };
    const interrupted = () => {
      end("SIGTERM");
      process.exit(130);
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    const timer = setTimeout(() => {
      console.log(`${name}: stopped after ${Math.round(limit / 1000)} s`);
      end("SIGTERM");
      setTimeout(end, 5000, "SIGKILL").unref();
    }, limit);
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    const done = (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve({ code: code ?? 1, output });
    };
    child.once("error", (error) => {
      console.log(String(error));
      done(1);
    });
    child.once("close", done);
  });
}

async function step(name, command, args, options) {
  const { code } = await run(name, command, args, options);
  count(name, code === 0 ? { passed: 1 } : { failed: 1 });
  return code === 0;
}

function finish() {
  rmSync(reports, { recursive: true, force: true });
  if (failures.length > 0) console.log(`\nfailed: ${failures.join(", ")}`);
  console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function stop(name, why) {
  console.log(why);
  count(name, { failed: 1 });
  finish();
  process.exit(1);
}

/** Whether the installed packages are those that package-lock.json names. */
function installed() {
  const lock = join(root, "node_modules/.package-lock.json");
  if (!existsSync(lock)) return false;
  const have = JSON.parse(readFileSync(lock, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === "" || (have[path] ? have[path].version === entry.version : entry.optional === true),
  );
}

async function packages() {
  if (installed()) return;
  const npm = () => run("npm ci", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { minutes: 6 });
  if ((await npm()).code === 0) return;
  if ((await npm()).code !== 0) stop("npm ci", "The packages could not be installed.");
}

/** Installs the packages of the lab. Without root its suites are skipped and counted as such; on CI that is a failure. */
async function lab() {
  const { code, output } = await run("lab", "bash", ["e2e/lab/install.sh"], { minutes: 10, capture: true });
  console.log(`\n=== lab, its output\n${output}`);
  if (code === 0) count("lab", { passed: 1 });
  else if (code === 3 && !process.env.CI) count("lab", { skipped: 1 });
  else count("lab", { failed: 1 });
}

// Accepted warnings of web-ext lint: code -> how many, each with its reason.
const KNOWN_WARNINGS = {
  // preact's own support for dangerouslySetInnerHTML, which src/ may not use (architecture.test.ts); DOMPurify, which parses
  // into a document that is never shown; squire, which is given HTML in one place only, cleaned by DOMPurify.
  UNSAFE_VAR_ASSIGNMENT: 3,
  // chrome.dom.openOrClosedShadowRoot, with which Chromium exposes shadow trees; Firefox has a property instead, and the
  // function is called only if it exists. Once in each content script.
  UNSUPPORTED_API: 8,
};

async function lintExtension() {
  const args = ["lint", "--source-dir", "dist/firefox", "--self-hosted=false", "--output", "json", "--boring"];
  const { output } = await run("web-ext lint", bin("web-ext"), args, { capture: true });
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    console.log(output);
    return count("web-ext lint", { failed: 1 });
  }
  const all = [...report.errors, ...report.warnings];
  const found = all.filter(({ code }) => all.filter((one) => one.code === code).length > (KNOWN_WARNINGS[code] ?? 0));
  for (const { code, message, file, line } of found) console.log(`${code} ${file ?? ""}:${line ?? ""} ${message}`);
  console.log(`${report.errors.length} errors, ${report.warnings.length} warnings`);
  count("web-ext lint", found.length === 0 ? { passed: 1 } : { failed: 1 });
}

function zips() {
  const names = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".zip"));
  return names.map(
    (name) =>
      `${name} ${createHash("sha256")
        .update(readFileSync(join(root, "dist", name)))
        .digest("hex")}`,
  );
}

/** The same commit must give the same bytes: packs, builds again, packs again. */
async function packTwice() {
  const name = "packages are reproducible";
  if (!existsSync(join(root, ".git"))) {
    console.log("\n=== packages: not a git checkout, skipped");
    return count(name, { skipped: 1 });
  }
  const pack = () => run("package", process.execPath, ["--import", "tsx", "scripts/package.ts"]);
  const first = (await pack()).code === 0 ? zips() : [];
  await build();
  const second = (await pack()).code === 0 ? zips() : [];
  const same = first.length === 3 && first.join() === second.join();
  console.log(same ? first.join("\n") : `not the same:\n${first.join("\n")}\n${second.join("\n")}`);
  count(name, same ? { passed: 1 } : { failed: 1 });
}

async function build() {
  const results = [];
  for (const mode of ["chrome", "firefox"])
    results.push(await run(`build ${mode}`, bin("vite"), ["build", "--mode", mode, "--logLevel", "warn"]));
  return results.every(({ code }) => code === 0);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Adds a runner's own numbers. A runner that failed without a failed test (because a file does not load) counts as one
 * failure.
 */
function countRunner(name, code, numbers) {
  const failed = numbers.failed === 0 && code !== 0 ? 1 : numbers.failed;
  count(name, { ...numbers, failed });
}

/**
 * The commit that --changed compares with: the one given, else where this branch left main; on main itself, the commit before
 * (with uncommitted changes, HEAD).
 */
function changedSince() {
  const at = process.argv.indexOf("--changed");
  if (at < 0) return null;
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
  const given = process.argv[at + 1];
  if (given) return given;
  const dirty = git("status", "--porcelain") !== "";
  const base = git("merge-base", "HEAD", "main");
  return base && base !== git("rev-parse", "HEAD") ? base : dirty ? "HEAD" : "HEAD~1";
}

/** Files that differ from a commit, and untracked ones. */
const filesChanged = (since) =>
  [
    ["diff", "--name-only", since],
    ["ls-files", "--others", "--exclude-standard"],
  ].flatMap((args) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.split("\n").filter(Boolean));

/** The browser tests that show changes of a source folder: Playwright itself knows only what tests import. */
const SEEN_IN = [
  [/^src\/content\/sites\/(roundcube)/, "e2e/roundcube"],
  [/^src\/content\/sites\/(outlook|yahoo|generic)/, "e2e/sites"],
  [/^src\/(domain\/dns|background\/lookup)/, "e2e/dnssec"],
  [/^src\/background\/(store|own-keys)/, "e2e/disk"],
  [/^src\/(content\/dom|pages\/consent)/, "e2e/security"],
  [/^(src|public|manifest\.json|vite\.config\.ts)/, "e2e/gmail/main-job.spec.ts"],
  [/^(src\/(background|messages|platform)|manifest\.json)/, "e2e/firefox/firefox.spec.ts"],
];

async function onlyChanged(since) {
  const files = filesChanged(since);
  console.log(`${files.length} files differ from ${since}`);
  await step("vitest", bin("vitest"), ["run", "--changed", since, "--passWithNoTests"], { minutes: 20 });
  // Always run, because it reads the source files without importing them.
  await step("architecture", bin("vitest"), ["run", "src/architecture.test.ts", "src/manifest.test.ts"]);
  const seen = SEEN_IN.filter(([room]) => files.some((file) => room.test(file))).map(([, where]) => where);
  const places = seen.filter((where) => existsSync(join(root, where)));
  if (places.some((where) => where === "e2e/roundcube")) await lab();
  if (places.length > 0)
    await step("playwright, what shows it", bin("playwright"), ["test", ...places], { minutes: 40 });
  const own = ["test", `--only-changed=${since}`, "--pass-with-no-tests"];
  await step("playwright, tests that changed", bin("playwright"), own, { minutes: 40 });
}

async function unit() {
  const file = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run("vitest", bin("vitest"), args, { minutes: 20 });
  const report = readReport(file);
  countRunner("vitest", code, {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/**
 * The most tests that may pass only on a retry. On CI a browser test is tried twice (playwright.config.ts): a browser under
 * load loses a key press or click now and then, but not often.
 */
const FLAKY_AT_MOST = 3;

/** Browser tests with this status. */
function titles(report, status) {
  const below = ({ suites = [], specs = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, title }) => `${file}: ${title}`),
    ...suites.flatMap(below),
  ];
  return report ? below(report) : [];
}

async function endToEnd() {
  if (!existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium") && !process.env.CI) {
    const { output } = await run("playwright: no Chromium, all skipped", bin("playwright"), ["test", "--list"], {
      capture: true,
    });
    return count("playwright", { skipped: Number(/Total: (\d+) test/.exec(output)?.[1] ?? 1) });
  }
  const file = join(reports, "playwright.json");
  // Playwright ends the run by itself before this script does, and so still tells what failed.
  const minutes = 60;
  const left = Math.min(minutes * 60_000, deadline - Date.now()) - 60_000;
  const args = ["test", "--reporter=list,json,./e2e/browser/under-way.ts", `--global-timeout=${Math.max(1000, left)}`];
  const { code } = await run("playwright", bin("playwright"), args, {
    minutes,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const report = readReport(file);
  const stats = report?.stats;
  const flaky = titles(report, "flaky");
  for (const title of flaky) console.log(`passed at the second try only: ${title}`);
  const many = flaky.length > FLAKY_AT_MOST ? flaky.length : 0;
  countRunner("playwright", code, {
    passed: (stats?.expected ?? 0) + flaky.length - many,
    failed: (stats?.unexpected ?? 0) + many,
    skipped: stats?.skipped ?? 0,
  });
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop("Node", `Node 20.19 or newer is needed; this is ${process.version}.`);
await packages();
const since = changedSince();
// Downloads while the processor runs the checks. The unit tests are the first that need it, since some run gpg.
const installing = since ? null : lab();
await step("types", "npm", ["run", "--silent", "types"]);
await step("biome", bin("biome"), ["check", "--error-on-warnings", "."]);
await step("knip", bin("knip"), []);
const built = await build();
count("build", built ? { passed: 1 } : { failed: 1 });
if (since) {
  await onlyChanged(since);
} else {
  await lintExtension();
  await packTwice();
  await installing;
  await unit();
  await endToEnd();
}
finish();
