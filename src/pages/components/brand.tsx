import { Icon } from "./icon";

/** The seal and the name: the only place, with a page's first sentence, where the serif stands. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <span class="brand">
      <Icon name="seal" size={size} />
      <span class="serif">Cachet</span>
    </span>
  );
}
