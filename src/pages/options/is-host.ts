/** Whether the text is a bare host, as `URL.host` gives it, and not a pattern that would match others too. */
export const isHost = (text: string): boolean => /^[a-z0-9._-]+(?::\d+)?$/.test(text);
