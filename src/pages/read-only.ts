import type { ReadonlySignal, Signal } from "@preact/signals";

/** A model as its views have it: what it knows can be read and followed, and only its commands change it. */
export type ReadOnly<Model> = {
  readonly [Name in keyof Model]: Model[Name] extends Signal<infer Value> ? ReadonlySignal<Value> : Model[Name];
};

/** Hands a model out. The compiler holds everybody else to its commands. */
export const readOnly = <Model extends object>(model: Model): ReadOnly<Model> => model as ReadOnly<Model>;
