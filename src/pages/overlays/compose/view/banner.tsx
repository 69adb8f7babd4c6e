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
  /** Said without moving what is being read or written. */
  readonly still?: boolean;
  /** Beside the rows and not below the text. */
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

/** What calls for care, and has no more to press. */
export const Care = ({ children }: { children: ComponentChildren }) => (
  <Banner icon="warn" tone="d" alert>
    {children}
  </Banner>
);

/**
 * Brings into view what just appeared, and again when the frame has grown for it: until then its end is outside. Returns
 * what ends the waiting.
 */
export function shown(element: HTMLElement): () => void {
  const over = new AbortController();
  const scroll = (): void => element.scrollIntoView({ block: "nearest" });
  scroll();
  addEventListener("resize", () => requestAnimationFrame(scroll), { once: true, signal: over.signal });
  return () => over.abort();
}

/** A press that was meant for what stood here before must not answer. */
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

/** Nobody is asked to send what is here, whatever it is worth. */
const HAVE_ONE: readonly TrustState[] = ["candidate", "mail-only"];

/** Recipients for whom no key is at hand, once everybody was asked. */
export function keyless(model: ComposeModel): string[] {
  model.keys.entries.value;
  const { value } = model.seal;
  if (value.step === "missing-keys") return [...value.addresses];
  return allAddresses(model.recipients.value).filter((address) => {
    const { state, looking } = model.keys.of(address);
    return state !== null && !looking && needsKey(state.state) && !HAVE_ONE.includes(state.state);
  });
}

/**
 * Also where it is not known whether there is a key: many a domain's web host never gives an answer that the browser lets us
 * read, and an invitation does no harm to who has one.
 */
export function NoKeyButtons({ model }: { model: ComposeModel }) {
  return (
    <>
      <button type="button" class="button small" onClick={() => model.noKey.show("invite")}>
        {t("nokey_invite")}
      </button>
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button small" onClick={() => model.noKey.show("letter")}>
          {t("nokey_letter")}
        </button>
      )}
    </>
  );
}
