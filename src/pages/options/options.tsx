import { signal, useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import browser from "../../platform/browser";
import { Brand } from "../components/brand";
import { ClockNote } from "../components/clock-note";
import { Icon, type IconName } from "../components/icon";
import { kept, loadIdentities } from "../components/own/identities";
import { useReturn } from "../components/use-return";
import { t, tData } from "../i18n";
import { Appearance } from "./appearance";
import { Contacts } from "./contacts";
import { Home } from "./home";
import { MyKey } from "./my-key";
import { Resolvers } from "./resolvers";
import { route, SECTIONS, type Section } from "./route";
import { Sites } from "./sites";

const ICON: Record<Section, IconName> = {
  home: "home",
  key: "key",
  publish: "upload",
  contacts: "person",
  sites: "globe",
  resolvers: "search",
  appearance: "palette",
};
const BODY: Record<Exclude<Section, "publish">, ComponentType> = {
  home: Home,
  key: MyKey,
  contacts: Contacts,
  sites: Sites,
  resolvers: Resolvers,
  appearance: Appearance,
};

/** The largest section, which few open twice: its code is loaded on the first visit. */
const publish = signal<ComponentType | null>(null);

async function loadPublish(): Promise<void> {
  publish.value = (await import("./publish")).Publish;
}

export function Options() {
  const { section } = route.value;
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  // Keys are also made in other tabs: beside a message, for the account it is written from.
  useReturn(true, () => void loadIdentities());
  useSignalEffect(() => {
    document.title = t("options_page_title", { section: tData(`section_${route.value.section}`) });
  });
  const Body = section === "publish" ? publish.value : BODY[section];
  useEffect(() => {
    if (!Body) {
      void loadPublish();
      return;
    }
    // Not on the first render: a page that opens should start at its top.
    if (arrived.current) main.current?.querySelector<HTMLElement>("h1")?.focus();
    arrived.current = true;
    scrollTo(0, 0);
  }, [route.value, Body]);
  return (
    <div class="options">
      <header>
        <Brand size={28} />
      </header>
      <nav aria-label={t("options_sections")}>
        {SECTIONS.map((name) => (
          <a key={name} href={`#${name}`} aria-current={name === section ? "page" : undefined}>
            <Icon name={ICON[name]} />
            {tData(`section_${name}`)}
          </a>
        ))}
      </nav>
      <main ref={main}>
        <ClockNote fault={kept.value.clockFault} />
        {Body && <Body />}
      </main>
      <footer class="muted small">
        {t("options_version", { version: browser.runtime.getManifest().version })}{" "}
        <a href="/NOTICES.txt" target="_blank" rel="noreferrer">
          {t("options_notices")}
        </a>
      </footer>
    </div>
  );
}
