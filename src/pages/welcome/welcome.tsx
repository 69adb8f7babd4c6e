import { useSignal, useSignalEffect } from "@preact/signals";
import type { Identity } from "../../domain/identity";
import { Brand } from "../components/brand";
import { identities } from "../components/own/identities";
import { UnlessKept } from "../components/own/kept";
import { t } from "../i18n";
import { AlreadyHere } from "./already-here";
import { ImportKey } from "./import-key";
import { MakeKey } from "./make-key";
import { NextSteps } from "./next-steps";

type View =
  | { show: "make" }
  | { show: "import" }
  | { show: "already" }
  | { show: "next"; identity: Identity; brought: boolean };

/** One screen after another: make or import a key, then what happens next. */
export function Welcome({ suggested }: { suggested: { name: string; address: string } }) {
  const first = location.hash === "#import" ? "import" : identities.peek().length > 0 ? "already" : "make";
  const view = useSignal<View>({ show: first });
  useSignalEffect(() => {
    document.title = t("welcome_page_title");
  });
  const go = (next: View): void => {
    view.value = next;
    scrollTo(0, 0);
  };
  const shown = view.value;
  return (
    <>
      <header class="top">
        <Brand size={36} />
        <p class="muted">{t("app_description")}</p>
      </header>
      <main>
        {shown.show === "make" && (
          <UnlessKept>
            <MakeKey
              suggested={suggested}
              onDone={(identity) => go({ show: "next", identity, brought: false })}
              onHaveOne={() => go({ show: "import" })}
            />
          </UnlessKept>
        )}
        {shown.show === "import" && (
          <ImportKey
            onDone={(identity) => go({ show: "next", identity, brought: true })}
            onBack={() => go({ show: "make" })}
          />
        )}
        {shown.show === "already" && <AlreadyHere onAnother={() => go({ show: "make" })} />}
        {shown.show === "next" && <NextSteps identity={shown.identity} brought={shown.brought} />}
      </main>
    </>
  );
}
