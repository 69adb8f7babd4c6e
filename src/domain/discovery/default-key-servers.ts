/** Both confirm an address by mail before they return a key for it. */
export const DEFAULT_KEY_SERVERS = [
  { kind: "vks", origin: "https://keys.openpgp.org" },
  { kind: "mailvelope", origin: "https://keys.mailvelope.com" },
] as const;
