import { Icon } from "./icon";

/** The seal and the name. The serif is used only here and in a page's first sentence. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <span class="brand">
      <Icon name="seal" size={size} />
      <span class="serif">Cachet</span>
    </span>
  );
}
