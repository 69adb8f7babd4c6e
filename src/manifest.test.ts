import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { SiteMatch } from "./content/sites/site";
import { ENABLED_WEBMAILS } from "./domain/webmails";
import { manifestFor } from "./manifest-for";

// The manifest is the list of what we may do to a user, so every entry is argued here. A change to manifest.json without
// its reason in this file fails.

const root = resolve(import.meta.dirname, "..");
const source = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));

const KEYS: Record<string, string> = {
  manifest_version: "3: what both browsers take from new extensions",
  name: "localised",
  description: "localised",
  version: "the same as in package.json",
  default_locale: "en, with French beside it",
  minimum_chrome_version: "the first with structured clone for runtime messages",
  message_serialization: "bytes cross rooms as bytes, not as base64 text",
  icons: "shown by the browser",
  action: "the popup",
  options_ui: "keys and contacts need a whole tab",
  background: "the only room with keys and network",
  storage: "what an organisation may fix for its users; the file says which fields there are",
  permissions: "below",
  host_permissions: "below",
  optional_host_permissions: "below",
  content_scripts: "below",
  web_accessible_resources: "below",
  content_security_policy: "below",
  browser_specific_settings: "Firefox: id, oldest version, what is collected",
};

const PERMISSIONS: Record<string, string> = {
  alarms: "keys in use are asked for again about once a month; a worker that sleeps has no other clock",
  storage: "settings, and what must survive the worker but not the browser",
  unlimitedStorage: "keys and drafts must not be evicted when the disk is short",
  scripting: "content scripts on webmails the user enables",
  activeTab: "the popup tells the page it was opened on, without asking for all tabs",
};

/** By the script that runs there, in src/content/entries; the hosts of other entries are those users enable. */
const WEBMAILS: Record<string, Record<string, string>> = {
  gmail: { "https://mail.google.com/*": "Gmail" },
  outlook: {
    "https://outlook.live.com/*": "Outlook.com",
    "https://outlook.office.com/*": "Outlook for organisations",
    "https://outlook.office365.com/*": "its older name, still served",
    "https://outlook.cloud.microsoft/*": "its newer name",
  },
  yahoo: { "https://mail.yahoo.com/*": "Yahoo Mail", "https://mail.aol.com/*": "AOL Mail, the same pages" },
};

const RESOLVERS: Record<string, string> = {
  "https://dns.quad9.net/*": "keys over DNS, first operator",
  "https://cloudflare-dns.com/*": "second operator, so that neither can lie alone unnoticed",
};

const OVERLAYS = ["read", "compose", "badge"].map((name) => `pages/overlays/${name}/index.html`);

const POLICY: Record<string, { sources: string[]; because: string }> = {
  "default-src": { sources: ["'none'"], because: "whatever is not named below is refused" },
  "script-src": { sources: ["'self'"], because: "packaged code only: no inline, no eval, no WebAssembly" },
  "style-src": { sources: ["'self'"], because: "no inline style, so no styling by mail content" },
  "img-src": {
    sources: ["'self'", "data:", "blob:", "https:"],
    because:
      "icons, pictures of a message; https: because the mail frame inherits this policy and the reader may load remote images of one message: until then the frame's own policy (mail-frame.ts) has no https:, and no other file of ours names a remote picture",
  },
  "connect-src": {
    sources: ["'self'", "https:"],
    because: "WKD asks the recipient's own host; background/fetch.ts is the real gate",
  },
  "frame-src": {
    sources: ["'none'"],
    because: "our pages frame no address; the mail frame is a srcdoc, which this allows, and can go nowhere else",
  },
  "frame-ancestors": {
    sources: ["'self'", "https://*:*"],
    because: "any webmail may be enabled, and this policy is static",
  },
  "base-uri": { sources: ["'none'"], because: "no re-basing of links" },
  "form-action": { sources: ["'none'"], because: "no form leaves the page" },
  "object-src": { sources: ["'none'"], because: "no plug-ins" },
};

const sorted = (list: readonly string[]): string[] => [...list].sort();

describe("manifest", () => {
  it("has the keys argued here and no other, so no externally_connectable among them", () => {
    expect(sorted(Object.keys(source))).toEqual(sorted(Object.keys(KEYS)));
  });

  it("has the version of package.json", () => {
    expect(source.version).toBe(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
  });

  it("asks for exactly these permissions", () => {
    expect(sorted(source.permissions)).toEqual(sorted(Object.keys(PERMISSIONS)));
  });

  it("asks for exactly the shipped webmails and resolvers, and for any other host only when the user enables it", () => {
    expect(sorted(source.host_permissions)).toEqual(
      sorted([...Object.values(WEBMAILS), RESOLVERS].flatMap(Object.keys)),
    );
    expect(source.optional_host_permissions).toEqual(["https://*/*"]);
  });

  it("runs a script of its own on each of the shipped webmails, and none on a resolver", () => {
    expect(source.content_scripts).toEqual(
      Object.entries(WEBMAILS).map(([name, hosts]) => ({
        matches: Object.keys(hosts),
        js: [`content/${name}.js`],
        run_at: "document_idle",
      })),
    );
  });

  it("has an entry for every script it runs, for every webmail users enable, and one that tells which it is", () => {
    const entries = readdirSync(join(root, "src/content/entries")).map((file) => file.replace(/\.ts$/, ""));
    const own = new Set([...Object.keys(WEBMAILS), ...ENABLED_WEBMAILS]);
    // What speaks to pages as Mailvelope does runs beside any of them.
    expect(sorted(entries)).toEqual(sorted([...own, "enabled", "client-api"]));
    const sites = readFileSync(join(root, "src/background/frames/sites.ts"), "utf8");
    expect(/SCRIPT = "(.*)"/.exec(sites)?.[1]).toBe("content/enabled.js");
  });

  it.each(Object.entries(WEBMAILS))("knows all pages that the script of %s alone runs in", async (name, hosts) => {
    const text = readFileSync(join(root, `src/content/entries/${name}.ts`), "utf8");
    expect(text).toMatch(new RegExp(`^start\\(${name}[,)]`, "m"));
    const { [name]: site } = (await import(`./content/sites/${name}/index.ts`)) as Record<string, SiteMatch>;
    for (const pattern of Object.keys(hosts)) {
      const url = new URL(pattern.replace("*", "mail/u/0/"));
      expect(site!.matches({ querySelector: () => null } as unknown as Document, url), url.href).toBe(true);
    }
  });

  it("has every host that the code of a webmail names, and every one the first page offers to open", () => {
    const code = (path: string): string => readFileSync(join(root, "src", path), "utf8");
    for (const [name, hosts] of Object.entries(WEBMAILS)) {
      const match = `content/sites/${name}/${name === "outlook" ? "match" : "index"}.ts`;
      const named = code(match).match(/(?<=["/])(?:[a-z\d-]+\.)+(?:com|org|net|microsoft)\b/g);
      expect(sorted([...new Set(named)].map((host) => `https://${host}/*`))).toEqual(sorted(Object.keys(hosts)));
    }
    const offered = [...code("pages/components/own/webmail-of.ts").matchAll(/origin: "(.*?)"/g)];
    expect(offered.map(([, origin]) => `${origin}/*`)).toEqual(
      offered.map(() => expect.toSatisfy((host) => source.host_permissions.includes(host))),
    );
    expect(offered.length).toBeGreaterThan(3);
  });

  it("lets pages reach the overlays and nothing else, under an address that changes", () => {
    expect(source.web_accessible_resources).toEqual([
      { resources: OVERLAYS, matches: ["https://*/*"], use_dynamic_url: true },
    ]);
  });

  it("keeps the content security policy to these directives", () => {
    expect(Object.keys(source.content_security_policy)).toEqual(["extension_pages"]);
    const directives = source.content_security_policy.extension_pages
      .split(";")
      .map((part: string) => part.trim().split(/\s+/));
    expect(Object.fromEntries(directives.map(([name, ...sources]: string[]) => [name, sources]))).toEqual(
      Object.fromEntries(Object.entries(POLICY).map(([name, { sources }]) => [name, sources])),
    );
  });

  it("names pages and pictures that exist", () => {
    const pages = [source.action.default_popup, source.options_ui.page, ...OVERLAYS, "pages/welcome/index.html"];
    expect(pages.filter((page) => !existsSync(join(root, "src", page)))).toEqual([]);
    const pictures = [...Object.values<string>(source.icons), ...Object.values<string>(source.action.default_icon)];
    expect(pictures.filter((file) => !existsSync(join(root, "public", file)))).toEqual([]);
    expect(existsSync(join(root, "public", source.storage.managed_schema))).toBe(true);
    for (const key of ["name", "description"]) expect(source[key]).toMatch(/^__MSG_\w+__$/);
  });

  it("tells Firefox its id and that nothing is collected", () => {
    expect(source.browser_specific_settings).toEqual({
      gecko: {
        id: "cachet@cachet.example",
        // The first, Android included, that knows the next line.
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
      // Without this, Android's Firefox is not offered the extension.
      gecko_android: { strict_min_version: "142.0" },
    });
  });
});

/** What differs from the source, key by key. */
function differences(target: "chrome" | "firefox"): string[] {
  const made = manifestFor(target, source);
  const walk = (before: unknown, after: unknown, path: string): string[] => {
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (after === undefined) return [`- ${path}`];
    if (before === undefined) return [`+ ${path}`];
    if (typeof before !== "object" || typeof after !== "object") return [`~ ${path}`];
    const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      walk(a[key], b[key], path ? `${path}.${key}` : key),
    );
  };
  return walk(source, made, "");
}

describe("manifest of each target", () => {
  it("Chrome loses the event page and Firefox's settings", () => {
    expect(differences("chrome")).toEqual(["- background.scripts", "- browser_specific_settings"]);
  });

  it("Firefox loses what only Chrome knows", () => {
    expect(sorted(differences("firefox"))).toEqual([
      "- background.service_worker",
      "- message_serialization",
      "- minimum_chrome_version",
      "- storage",
      "- web_accessible_resources.0.use_dynamic_url",
      "~ content_security_policy.extension_pages",
    ]);
  });

  it("Firefox draws mail in a frame of ours: its policy differs by that, and by nothing else", () => {
    const policy = source.content_security_policy.extension_pages;
    const [, ancestors] = /(frame-ancestors [^;]+)/.exec(policy)!;
    expect(manifestFor("firefox", source).content_security_policy.extension_pages).toBe(
      policy.replace(ancestors, `${ancestors} moz-extension:`),
    );
  });

  it("making one leaves the source as it was", () => {
    const before = JSON.stringify(source);
    manifestFor("firefox", source);
    expect(JSON.stringify(source)).toBe(before);
  });
});
