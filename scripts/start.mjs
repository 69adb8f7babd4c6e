// npm start. Plain Node, because it must work before packages are installed: installs what is missing, then starts the demo.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const environment = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1", PUPPETEER_SKIP_DOWNLOAD: "1" };

function stop(why) {
  console.error(why);
  process.exit(1);
}

function run(command, args, env = environment) {
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

/** Whether the installed packages are those that package-lock.json names. */
function packagesAreFresh() {
  const lock = join(root, "node_modules/.package-lock.json");
  if (!existsSync(lock)) return false;
  const have = JSON.parse(readFileSync(lock, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === "" || (have[path] ? have[path].version === entry.version : entry.optional === true),
  );
}

function browser() {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (existsSync(path)) return;
  const isRoot = process.getuid?.() === 0;
  const ask = "Chromium is missing. Install it (on Debian: sudo apt-get install chromium) or set CHROMIUM to its path.";
  if (!isRoot || process.env.CHROMIUM || !existsSync("/usr/bin/apt-get")) stop(ask);
  console.log("Installing Chromium from Debian's packages");
  const apt = { ...environment, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], apt);
  if (!run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], apt))
    stop(ask);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) stop(`Node 20.19 or newer is needed; this is ${process.version}.`);
if (!packagesAreFresh()) {
  console.log("Installing packages");
  if (!run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) stop("The packages could not be installed.");
}
browser();
// Ctrl+C also reaches the child in the same terminal, which stops the demo and exits.
process.on("SIGINT", () => {});
const result = spawnSync(
  process.execPath,
  ["--import", "tsx", join(root, "scripts/start.ts"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
    env: environment,
  },
);
process.exit(result.status ?? 1);
