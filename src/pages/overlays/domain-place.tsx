import { useSignal } from "@preact/signals";
import type { ComponentProps } from "preact";
import { useEffect } from "preact/hooks";
import type { DomainSignature } from "./domain-signature";

/** Where the check of the sender's domain stands in the panel; it comes when the panel is opened, which few messages see. */
export function DomainPlace(props: ComponentProps<typeof DomainSignature>) {
  const loaded = useSignal<typeof DomainSignature | null>(null);
  useEffect(() => {
    void import("./domain-signature").then((part) => {
      loaded.value = part.DomainSignature;
    });
  }, [loaded]);
  const Loaded = loaded.value;
  return Loaded && <Loaded {...props} />;
}
