import { useSignal } from "@preact/signals";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { Notice } from "../components/notice";
import { saveSettings, settings } from "../components/own/identities";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";
import { AllowAsked } from "./allow-asked";
import { FixedResolvers, PolicyMistakes } from "./fixed";
import { Heading } from "./heading";
import { KeyServers } from "./key-servers";
import { resolverUrl } from "./resolver-choices";
import { ResolverField } from "./resolver-field";
import { route } from "./route";
import { Saved, type SaveState } from "./saved";
import { Switch } from "./switch";

type Wrong = { at: "first" | "second" | "form"; word: WordKey };

/** Settings of who is asked when looking up keys and the recipients' domains. */
export function Resolvers() {
  const { wkd, mtaSts, managed } = settings.value;
  const { fixed } = managed;
  const host = route.value.item;
  return (
    <>
      <Heading title={t("section_resolvers")}>{t("resolvers_intro")}</Heading>
      {host && <AllowAsked key={host} host={host} />}
      <PolicyMistakes />
      {fixed.resolvers ? <FixedResolvers resolvers={fixed.resolvers} /> : <ResolverForm />}
      <Switch
        title={t("resolvers_wkd")}
        label={t("resolvers_wkd_tick")}
        text={t("resolvers_wkd_text")}
        on={wkd}
        save={(on) => saveSettings({ wkd: on })}
      />
      <KeyServers />
      <Switch
        title={t("resolvers_policies")}
        label={t("resolvers_policies_tick")}
        text={t("resolvers_policies_text")}
        on={mtaSts}
        fixed={fixed.mtaSts !== undefined}
        save={(on) => saveSettings({ mtaSts: on })}
      />
    </>
  );
}

function ResolverForm() {
  const first = useSignal(settings.peek().resolvers[0] ?? "");
  const second = useSignal(settings.peek().resolvers[1] ?? "");
  const wrong = useSignal<Wrong | null>(null);
  const state = useSignal<SaveState>(null);

  // permissions.request must come before any await, or the click no longer counts as a user gesture. Hosts already held are
  // granted without a prompt.
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    state.value = null;
    const urls = {
      first: resolverUrl(first.value),
      second: second.value.trim() ? resolverUrl(second.value) : undefined,
    };
    wrong.value =
      urls.first === null
        ? { at: "first", word: "resolver_bad_url" }
        : urls.second === null
          ? { at: "second", word: "resolver_bad_url" }
          : null;
    if (!urls.first || urls.second === null) return;
    if (urls.second && new URL(urls.second).host === new URL(urls.first).host) {
      wrong.value = { at: "second", word: "resolver_same" };
      return;
    }
    const resolvers = urls.second ? [urls.first, urls.second] : [urls.first];
    const granted = await browser.permissions.request({ origins: resolvers.map(patternOf) });
    if (!granted) {
      wrong.value = { at: "form", word: "resolver_not_granted" };
      return;
    }
    state.value = (await saveSettings({ resolvers })) ? "saved" : "failed";
  };
  const errorAt = (at: Wrong["at"]): string | null => (wrong.value?.at === at ? t(wrong.value.word) : null);

  return (
    <form class="card pad stack" onSubmit={save} noValidate>
      <h2>{t("resolvers_dns")}</h2>
      <ResolverField label={t("resolver_first")} url={first} optional={false} error={errorAt("first")} />
      <ResolverField label={t("resolver_second")} url={second} optional error={errorAt("second")} />
      <p class="muted small">{t("resolvers_reveal")}</p>
      {errorAt("form") && (
        <Notice tone="bad" role="alert">
          {errorAt("form")}
        </Notice>
      )}
      <div class="row">
        <Submit>{t("save")}</Submit>
        <Saved state={state.value} />
      </div>
    </form>
  );
}
