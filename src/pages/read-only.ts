import type { ReadonlySignal, Signal } from "@preact/signals";

/** A model as its views see it: its signals can be read and followed, but only its commands change them. */
export type ReadOnly<Model> = {
  readonly [Name in keyof Model]: Model[Name] extends Signal<infer Value> ? ReadonlySignal<Value> : Model[Name];
};

/** Gives a model to its views; from there on the compiler permits changes through its commands only. */
export const readOnly = <Model extends object>(model: Model): ReadOnly<Model> => model as ReadOnly<Model>;
