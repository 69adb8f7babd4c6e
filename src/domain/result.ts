/** Why something failed: a code from a closed set, and as named members the facts that its sentence needs (addresses, a host). */
export interface Failure {
  readonly code: string;
}

type Bare<F> = [Extract<F, string>] extends [never] ? never : { readonly ok: false; readonly code: Extract<F, string> };
type WithFacts<F> = F extends Failure ? { readonly ok: false } & F : never;

/** A failure as returned. A code without facts is written as a string: "locked" is { code: "locked" }. */
export type Failed<F extends string | Failure> = Bare<F> | WithFacts<F>;

/** The codes of a union of failures. */
export type CodeOf<F extends string | Failure> = F extends Failure ? F["code"] : F;

/** Expected failures are values; bugs throw. `F` is a closed union per call, turned into words by the interface. */
export type Result<T, F extends string | Failure = string> = { readonly ok: true; readonly value: T } | Failed<F>;

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** The facts of a failure are data for the sentence (addresses, key ids), never a sentence themselves. */
export const fail = <const F extends string | Failure>(failure: F): Failed<F> =>
  ({ ok: false, ...(typeof failure === "string" ? { code: failure } : failure) }) as unknown as Failed<F>;
