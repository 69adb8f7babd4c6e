import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";

/** Opens what few need, which comes only then. */
export function MoreWays({ model }: { model: ComposeModel }) {
  const menu = useSignal<{ readonly Menu: typeof import("./ways-menu").WaysMenu } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const toggle = async (): Promise<void> => {
    const { WaysMenu } = await import("./ways-menu");
    menu.value = menu.value ? null : { Menu: WaysMenu };
  };
  const close = (): void => {
    menu.value = null;
    button.current?.focus();
  };
  const Menu = menu.value?.Menu;
  return (
    <div class="ways">
      <button
        type="button"
        class="button quiet"
        ref={button}
        aria-label={t("compose_more")}
        title={t("compose_more")}
        aria-expanded={menu.value !== null}
        onClick={() => void toggle()}
      >
        <Icon name="dots" />
      </button>
      {Menu && <Menu model={model} close={close} />}
    </div>
  );
}
