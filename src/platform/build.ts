declare const CACHET_BUILD: string | undefined;

/** Which build this code is of (vite.config.ts): what two of them say to each other is not meant for either. */
export const BUILD: string = typeof CACHET_BUILD === "string" ? CACHET_BUILD : "";
