export type Target = "chrome" | "firefox";
type Manifest = Record<string, unknown> & {
  content_security_policy: { extension_pages: string };
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
    // The frame mail is drawn in inherits the policy, and Firefox does not take 'self' for the overlay around it.
    const policy = manifest.content_security_policy;
    policy.extension_pages = policy.extension_pages.replace(/frame-ancestors [^;]+/, "$& moz-extension:");
    for (const entry of manifest.web_accessible_resources) delete entry.use_dynamic_url;
  }
  return manifest;
}
