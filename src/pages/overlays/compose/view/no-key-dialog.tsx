import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { ComposeModel } from "../compose-model";
import type { NoKeyWay } from "../send/without-key";

type Form = FunctionComponent<{ model: ComposeModel }>;

const LOAD: Readonly<Record<NoKeyWay, () => Promise<Form>>> = {
  invite: async () => (await import("./no-key-invite")).InviteForm,
  letter: async () => (await import("./no-key-letter")).LetterForm,
};

/** The forms come when they are asked for: most messages never need them. */
export function NoKeyDialog({ model, way }: { model: ComposeModel; way: NoKeyWay }) {
  const form = useSignal<{ readonly Form: Form } | null>(null);
  useEffect(() => {
    void LOAD[way]().then((Form) => {
      form.value = { Form };
    });
  }, [way, form]);
  if (!form.value) return null;
  const { Form } = form.value;
  return <Form model={model} />;
}
