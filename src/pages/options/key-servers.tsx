import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { DEFAULT_KEY_SERVERS } from "../../domain/discovery/default-key-servers";
import { KEY_SERVER_KINDS, type KeyServer } from "../../domain/discovery/lookup";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { Select } from "../components/controls";
import { Field } from "../components/field";
import { saveSettings, settings } from "../components/own/identities";
import { Submit } from "../components/submit";
import { t, tData, type WordKey } from "../i18n";
import { SetByOrganisation } from "./fixed";
import { type KeyServerRefusal, moved, newKeyServer } from "./key-server-list";
import { Saved, type SaveState } from "./saved";

const REFUSALS: Record<KeyServerRefusal | "not-granted", WordKey> = {
  "bad-url": "keyserver_bad_url",
  same: "keyserver_same",
  full: "keyserver_full",
  "not-granted": "keyserver_not_granted",
};

const hostOf = ({ origin }: KeyServer): string => new URL(origin).host;
const isUsual = (servers: readonly KeyServer[]): boolean =>
  JSON.stringify(servers.map(({ kind, origin }) => [kind, origin])) ===
  JSON.stringify(DEFAULT_KEY_SERVERS.map(({ kind, origin }) => [kind, origin]));

/** Which key servers are asked, and in which order. */
export function KeyServers() {
  const state = useSignal<SaveState>(null);
  const { keyServers, managed } = settings.value;
  const fixed = managed.fixed.keyServers !== undefined;
  const save = async (servers: readonly KeyServer[]): Promise<void> => {
    state.value = (await saveSettings({ keyServers: servers })) ? "saved" : "failed";
  };
  return (
    <section class="card pad stack">
      <h2>{t("keyservers_title")}</h2>
      {keyServers.length === 0 && <p class="muted">{t("keyservers_none")}</p>}
      {keyServers.length > 0 && (
        <ol class="lines">
          {keyServers.map((server, i) => (
            <Line
              key={server.origin}
              server={server}
              fixed={fixed}
              first={i === 0}
              last={i === keyServers.length - 1}
              onMove={(by) => void save(moved(keyServers, i, by))}
              onRemove={() => void save(keyServers.filter((other) => other !== server))}
            />
          ))}
        </ol>
      )}
      <p class="muted small">{t("keyservers_text")}</p>
      {fixed ? <SetByOrganisation /> : <AddKeyServer onAdd={(server) => save([...keyServers, server])} />}
      <div class="row">
        {!fixed && !isUsual(keyServers) && (
          <button type="button" class="button small" onClick={() => void save(DEFAULT_KEY_SERVERS)}>
            {t("keyserver_reset")}
          </button>
        )}
        <Saved state={state.value} />
      </div>
    </section>
  );
}

interface LineProps {
  readonly server: KeyServer;
  readonly fixed: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function Line({ server, fixed, first, last, onMove, onRemove }: LineProps) {
  const host = hostOf(server);
  return (
    <li class="row">
      <span class="server">
        {host}
        <br />
        <span class="muted small">{tData(`keyserver_kind_${server.kind}`)}</span>
      </span>
      {!fixed && (
        <span class="row">
          <button
            type="button"
            class="button small"
            aria-label={t("keyserver_up", { host })}
            aria-disabled={first || undefined}
            onClick={() => first || onMove(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="button small"
            aria-label={t("keyserver_down", { host })}
            aria-disabled={last || undefined}
            onClick={() => last || onMove(1)}
          >
            ↓
          </button>
          <button type="button" class="button small" aria-label={t("keyserver_remove", { host })} onClick={onRemove}>
            {t("remove")}
          </button>
        </span>
      )}
    </li>
  );
}

function AddKeyServer({ onAdd }: { onAdd: (server: KeyServer) => Promise<void> }) {
  const id = useId();
  const url = useSignal("");
  const kind = useSignal<KeyServer["kind"]>("vks");
  const wrong = useSignal<WordKey | null>(null);
  // permissions.request must come before any await, or the click no longer counts as a user gesture.
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const server = newKeyServer(settings.value.keyServers, url.value, kind.value);
    wrong.value = "refused" in server ? REFUSALS[server.refused] : null;
    if ("refused" in server) return;
    if (!(await browser.permissions.request({ origins: [patternOf(server.origin)] }))) {
      wrong.value = REFUSALS["not-granted"];
      return;
    }
    url.value = "";
    await onAdd(server);
  };
  return (
    <form class="stack" onSubmit={add} noValidate>
      <h3>{t("keyserver_add")}</h3>
      <Field
        label={t("resolver_url")}
        type="url"
        value={url.value}
        onInput={(value) => {
          url.value = value;
        }}
        error={wrong.value && t(wrong.value)}
      />
      <div class="field-block">
        <label for={id} class="label">
          {t("keyserver_kind")}
        </label>
        <Select
          id={id}
          value={kind.value}
          onChange={(event) => {
            kind.value = event.currentTarget.value as KeyServer["kind"];
          }}
        >
          {KEY_SERVER_KINDS.map((one) => (
            <option key={one} value={one}>
              {tData(`keyserver_kind_${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <div class="row">
        <Submit kind="plain">{t("keyserver_add_do")}</Submit>
      </div>
    </form>
  );
}
