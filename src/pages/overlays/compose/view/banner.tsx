import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { needsKey } from "../../../../domain/discovery/plan";
import { isAboveDefault } from "../../../../domain/trust/message-class";
import type { TrustState } from "../../../../domain/trust/trust-state";
import { Icon, type IconName } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipients";

interface BannerProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly alert?: boolean;
  /** Does not scroll itself into view, which would move what the user is reading or writing. */
  readonly still?: boolean;
  /** Placed among the rows at the top instead of below the text. */
  readonly inset?: boolean;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One thing the writer must know or decide. */
export function Banner({ icon, tone, alert = false, still = false, inset = false, actions, children }: BannerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (alert && !still ? shown(place.current!) : undefined), [alert, still]);
  return (
    <div
      class={`note wrap${tone === "e" ? " bad" : ""}${inset ? " inset" : ""}`}
      role={alert ? "alert" : undefined}
      ref={place}
    >
      <span class={`text-${tone}`}>
        <Icon name={icon} />
      </span>
      <span class="grow break">{children}</span>
      {actions && <span class="row">{actions}</span>}
    </div>
  );
}

/** A warning without buttons. */
export const Care = ({ children }: { children: ComponentChildren }) => (
  <Banner icon="warn" tone="d" alert>
    {children}
  </Banner>
);

/**
 * Scrolls a new element into view, and once more after the frame has grown, since its end is outside until then. Returns a
 * function that stops waiting for that.
 */
export function shown(element: HTMLElement): () => void {
  const over = new AbortController();
  const scroll = (): void => element.scrollIntoView({ block: "nearest" });
  scroll();
  addEventListener("resize", () => requestAnimationFrame(scroll), { once: true, signal: over.signal });
  return () => over.abort();
}

/** A press meant for what was shown here before must not answer the new question. */
const QUIET_MS = 800;

/** True for a moment after each change of what is asked. */
export function useQuiet(asked: string): boolean {
  const quiet = useSignal(true);
  useEffect(() => {
    quiet.value = true;
    const timer = setTimeout(() => {
      quiet.value = false;
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [asked, quiet]);
  return quiet.value;
}

/** There is a key already, however little it is worth, so the user is not told to ask for one. */
const HAVE_ONE: readonly TrustState[] = ["candidate", "mail-only"];

/** Recipients without a key after every source was asked. */
export function keyless(model: ComposeModel): string[] {
  const { value } = model.seal;
  if (value.step === "missing-keys") return [...value.addresses];
  return allAddresses(model.recipients.value).filter((address) => {
    const { state, looking } = model.keys.of(address);
    return state !== null && !looking && needsKey(state.state) && !HAVE_ONE.includes(state.state);
  });
}

/**
 * Shown also while it is unknown whether there is a key: many domains' web servers never answer in a way the browser lets us
 * read, and an invitation does no harm to somebody who has a key.
 */
export function NoKeyButtons({ model }: { model: ComposeModel }) {
  return (
    <>
      <button type="button" class="button small" onClick={() => model.noKey.show("invite")}>
        {t("nokey_invite")}
      </button>
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button small" onClick={() => model.noKey.show("password-message")}>
          {t("nokey_letter")}
        </button>
      )}
    </>
  );
}
