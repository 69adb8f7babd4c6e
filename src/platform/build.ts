declare const CACHET_BUILD: string | undefined;

/** The build this code belongs to (vite.config.ts). Messages between two builds are meant for neither. */
export const BUILD: string = typeof CACHET_BUILD === "string" ? CACHET_BUILD : "";
