/** Expected failures are values; bugs throw. `code` is a closed union per call, turned into words by the interface. */
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly detail?: readonly string[] };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** `detail` is data for the sentence (addresses, key ids), never a sentence itself. */
export const fail = <Code extends string>(
  code: Code,
  detail?: readonly string[],
): { readonly ok: false; readonly code: Code; readonly detail?: readonly string[] } =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail };
