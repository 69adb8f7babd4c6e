import { signal } from "@preact/signals";
import type { Identity, StoreState } from "../../../domain/identity";
import type { Settings } from "../../../domain/settings";
import type { Request } from "../../../messages/calls/index";
import { useLanguage } from "../../i18n";
import { ask } from "../ask";

/** The user's keys and settings as the background last reported them. Pages show these; only its answers change them. */
export const identities = signal<readonly Identity[]>([]);
export const settings = signal<Settings>({
  mark: { symbol: "seal", colour: "sand" },
  language: "auto",
  resolvers: [],
  wkd: true,
  keyServers: [],
  mtaSts: false,
  composeWindow: "choose",
  managed: { domains: [], least: { level: "anyone", inside: false }, fixed: {}, ignored: [] },
});

/** What is known about keys besides those listed. `trouble`: storage cannot be read, so nothing is known. */
export interface Kept extends StoreState {
  readonly trouble: "full" | "unreadable" | null;
}

const NOTHING: Kept = { trouble: null, missing: [], renewed: null, lost: null, back: 0, gone: null, clockFault: null };
export const kept = signal<Kept>(NOTHING);

export async function loadIdentities(): Promise<void> {
  const [answer, state] = await Promise.all([ask("identity.list", {}), ask("store.state", {})]);
  if (answer.ok) identities.value = answer.value;
  // After any failure, an empty list does not mean that there is no key.
  if (answer.ok) kept.value = state.ok ? { ...state.value, trouble: null } : NOTHING;
  else if (answer.code !== "extension-gone")
    kept.value = { ...NOTHING, trouble: answer.code === "full" ? "full" : "unreadable" };
}

export async function putKeptAway(what: "told" | "missing"): Promise<void> {
  const answer = await ask("store.putAway", { what });
  if (answer.ok) kept.value = { ...answer.value, trouble: null };
}

export async function loadSettings(request: Request<"settings.get"> = {}): Promise<Settings> {
  const answer = await ask("settings.get", request);
  if (answer.ok) settings.value = answer.value;
  return settings.value;
}

/** Saves some of the settings; a new language applies at once. False: not saved. */
export async function saveSettings(change: Partial<Settings>): Promise<boolean> {
  const { resolvers, keyServers, ...rest } = change;
  const answer = await ask("settings.set", {
    ...rest,
    ...(resolvers ? { resolvers: [...resolvers] } : {}),
    ...(keyServers ? { keyServers: [...keyServers] } : {}),
  });
  if (!answer.ok) return false;
  settings.value = answer.value;
  await useLanguage(answer.value.language);
  return true;
}
