// What a call of the table (index.ts) consists of.
import type * as v from "valibot";
import type { Failure, Result } from "../../domain/result";

/**
 * content: our script in a web page (its renderer may be hostile). overlay: our frame inside a web page.
 * page: popup, options, welcome, consent. A caller not in a call's list is refused.
 */
export type Caller = "content" | "overlay" | "page";

export const CONTENT = ["content"] as const;
export const OVERLAY = ["overlay"] as const;
export const PAGE = ["page"] as const;
export const OVERLAY_OR_PAGE = ["overlay", "page"] as const;

/** Carries the type of an answer; empty at run time. */
export interface Gives<T, F extends string | Failure> {
  readonly result?: Result<T, F>;
}

/** Declares what a call answers and how it may fail. */
export const gives = <T, F extends string | Failure = never>(): Gives<T, F> => ({});

export interface Call {
  readonly callers: readonly Caller[];
  readonly request: v.GenericSchema;
  readonly answer: Gives<unknown, string | Failure>;
}

export type Calls = Readonly<Record<string, Call>>;
