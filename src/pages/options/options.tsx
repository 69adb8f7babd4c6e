import { useSignalEffect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Brand } from "../components/brand";
import { Icon, type IconName } from "../components/icon";
import { t, tData } from "../i18n";
import { Appearance } from "./appearance";
import { Contacts } from "./contacts";
import { Home } from "./home";
import { MyKey } from "./my-key";
import { Publish } from "./publish";
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
const BODY: Record<Section, ComponentType> = {
  home: Home,
  key: MyKey,
  publish: Publish,
  contacts: Contacts,
  sites: Sites,
  resolvers: Resolvers,
  appearance: Appearance,
};

export function Options() {
  const { section } = route.value;
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  useSignalEffect(() => {
    document.title = t("options_page_title", { section: tData(`section_${route.value.section}`) });
  });
  useEffect(() => {
    // Not on the first drawing: a page that opens should not begin in its middle.
    if (arrived.current) main.current?.querySelector<HTMLElement>("h1")?.focus();
    arrived.current = true;
    scrollTo(0, 0);
  }, [route.value]);
  const Body = BODY[section];
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
        <Body />
      </main>
    </div>
  );
}
