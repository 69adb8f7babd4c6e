export type Target = "chrome" | "firefox";
type Manifest = Record<string, unknown> & {
  background: Record<string, unknown>;
  web_accessible_resources: Record<string, unknown>[];
};

/** manifest.json is the one source; each browser gets it without the keys only the other knows. */
export function manifestFor(target: Target, source: Manifest): Manifest {
  const manifest = structuredClone(source);
  if (target === "chrome") {
    delete manifest.background.scripts;
    delete manifest.browser_specific_settings;
  } else {
    delete manifest.background.service_worker;
    delete manifest.minimum_chrome_version;
    delete manifest.message_serialization;
    // Firefox takes a policy as it is, without a schema (storage.managed).
    delete manifest.storage;
    for (const entry of manifest.web_accessible_resources) delete entry.use_dynamic_url;
  }
  return manifest;
}
