import type { ComponentType } from "preact";
import { lazily as lazilyIn } from "../../components/lazily";
import { sayUpdated } from "./updated";

/** In an overlay: where a part is not to be had any more, the package has other files by now. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> =>
  lazilyIn(load, () => void sayUpdated());
