import type { ComponentType } from "preact";
import { lazily as lazilyIn } from "../../components/lazily";
import { sayUpdated } from "./updated";

/** For overlays: a part that cannot be loaded means that the extension was updated and its files replaced. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> =>
  lazilyIn(load, () => void sayUpdated());
