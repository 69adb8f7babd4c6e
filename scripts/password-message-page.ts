// The blank page of a password message: markup, style, words and the bundled script of src/password-message/ in one file,
// with a policy that allows exactly this script and this style.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");

export async function passwordMessagePage(): Promise<string> {
  const script = await bundled();
  const style = minified();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  // Functions as replacements, since "$&" in a script must not be expanded.
  return readFileSync(join(root, "src/password-message/page.html"), "utf8")
    .replace("(policy)", () => policy)
    .replace("/*style*/", () => style)
    .replace("/*script*/", () => script);
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    define: { LETTER_WORDS: JSON.stringify({ en: words("en"), fr: words("fr") }) },
    build: {
      write: false,
      target: "es2020",
      modulePreload: false,
      rollupOptions: {
        input: join(root, "src/password-message/main.ts"),
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const { output } = built as unknown as { output: { code: string }[] };
  const code = output[0]!.code.trim();
  if (/<\/script|<!--/i.test(code)) throw new Error("the page's script would end its own element");
  return code;
}

const minified = (): string =>
  readFileSync(join(root, "src/password-message/page.css"), "utf8").replace(/\s*\n\s*/g, "");

/** The page's own words of one language. */
function words(language: string): Record<string, string> {
  const file = readFileSync(join(root, "public/_locales", language, "messages.json"), "utf8");
  const all = Object.entries(JSON.parse(file) as Record<string, { message: string }>);
  return Object.fromEntries(
    all.filter(([key]) => key.startsWith("letter_")).map(([key, { message }]) => [key, message]),
  );
}
