/** A host as `URL.host` gives it, and nothing around it: no pattern that would stand for others, too. */
export const isHost = (text: string): boolean => /^[a-z0-9._-]+(?::\d+)?$/.test(text);
