import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Home as HomeAnswer } from "../../domain/privacy/home";
import { identities, kept, loadIdentities } from "../components/own/identities";
import { KeptNews, StoreTrouble } from "../components/own/kept";
import { t } from "../i18n";
import { Heading } from "./heading";
import { HomeHistory } from "./home-history";
import { HomeIndexes } from "./home-indexes";
import { finished, home, loadHome } from "./home-state";
import { HomeSteps } from "./home-steps";
import { HomeWhy } from "./home-why";
import { NoKey } from "./no-key";
import "./home.css";

/** The user's indexes, the steps that would help most, and the grades of past messages. */
export function Home() {
  // Runs again whenever a key changes here, which is what most steps do.
  useSignalEffect(() => {
    identities.value;
    void loadHome();
  });
  useEffect(() => {
    const gone = new AbortController();
    // Much happens in other tabs, such as sealing a message or confirming an address for a key server.
    document.addEventListener("visibilitychange", () => !document.hidden && void loadHome(), { signal: gone.signal });
    return () => {
      gone.abort();
      finished.value = [];
    };
  }, []);
  const now = home.value;
  if (now === "failed") return <Unreadable />;
  if (now === null) return <Heading title={t("section_home")} />;
  if (now.indexes === null) return <Beginning />;
  return <Overview home={now} indexes={now.indexes} />;
}

interface OverviewProps {
  readonly home: HomeAnswer;
  readonly indexes: NonNullable<HomeAnswer["indexes"]>;
}

function Overview({ home, indexes }: OverviewProps) {
  return (
    <>
      <KeptNews />
      <section class="card pad home-card">
        <HomeIndexes home={home} indexes={indexes} />
        <HomeSteps steps={home.steps} putAside={home.putAside} />
      </section>
      <HomeWhy indexes={indexes} />
      <HomeHistory weeks={home.weeks} />
    </>
  );
}

function Beginning() {
  const isMissing = kept.value.missing.length > 0;
  return (
    <>
      {isMissing ? (
        <Heading title={t("section_home")} />
      ) : (
        <Heading title={t("welcome_title")}>{t("home_no_key")}</Heading>
      )}
      <NoKey />
    </>
  );
}

function Unreadable() {
  return (
    <>
      <Heading title={t("section_home")} />
      <StoreTrouble again={async () => void (await Promise.all([loadIdentities(), loadHome()]))} />
    </>
  );
}
