import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Home as HomeAnswer } from "../../messages/types";
import { identities } from "../components/identities";
import { Notice } from "../components/notice";
import { t } from "../i18n";
import { Heading } from "./heading";
import { HomeHistory } from "./home-history";
import { HomeStanding } from "./home-standing";
import { finished, home, loadHome } from "./home-state";
import { HomeSteps } from "./home-steps";
import { HomeWhy } from "./home-why";
import { NoKey } from "./no-key";
import "./home.css";

/** Where the user stands, what would help most, and how their messages have been. */
export function Home() {
  // Also whenever a key was changed here, which is what most steps do.
  useSignalEffect(() => {
    identities.value;
    void loadHome();
  });
  useEffect(() => {
    const gone = new AbortController();
    // Sealing a message, the answer of a key server: much of it is done in other tabs.
    document.addEventListener("visibilitychange", () => !document.hidden && void loadHome(), { signal: gone.signal });
    return () => {
      gone.abort();
      finished.value = [];
    };
  }, []);
  const now = home.value;
  if (now === "failed") return <Unreadable />;
  if (now === null) return <Heading title={t("section_home")} />;
  if (now.standing === null) return <Beginning />;
  return <Standing home={now} standing={now.standing} />;
}

interface StandingProps {
  readonly home: HomeAnswer;
  readonly standing: NonNullable<HomeAnswer["standing"]>;
}

function Standing({ home, standing }: StandingProps) {
  return (
    <>
      <section class="card pad home-card">
        <HomeStanding home={home} standing={standing} />
        <HomeSteps steps={home.steps} putAside={home.putAside} />
      </section>
      <HomeWhy standing={standing} />
      <HomeHistory weeks={home.weeks} />
    </>
  );
}

function Beginning() {
  return (
    <>
      <Heading title={t("welcome_title")}>{t("home_no_key")}</Heading>
      <NoKey />
    </>
  );
}

function Unreadable() {
  return (
    <>
      <Heading title={t("section_home")} />
      <Notice
        tone="bad"
        role="alert"
        title={t("home_unreadable_title")}
        actions={
          <button type="button" class="button small" onClick={() => void loadHome()}>
            {t("home_try_again")}
          </button>
        }
      >
        {t("home_unreadable")}
      </Notice>
    </>
  );
}
