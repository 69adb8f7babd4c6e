import type { RecipientState } from "../../../messages/types";
import { outcomeWords, provenanceWords } from "../../components/key-words";
import { RivalKeys, spaced } from "../../components/rival-keys";
import { formatDate, t, tData } from "../../i18n";
import type { ComposeModel } from "./compose-model";

interface Props {
  readonly model: ComposeModel;
  readonly person: { readonly address: string; readonly name: string };
  /** Opened by a click: stands in the flow, so that the frame grows with it. Resting on a chip shows it floating. */
  readonly pinned: boolean;
  readonly onDone: () => void;
}

/** What is known of one recipient's key: where it came from, what each source said, and what can be done. */
export function RecipientCard({ model, person, pinned, onDone }: Props) {
  const { state, looking } = model.keys.of(person.address);
  if (!state) return null;
  const held = state.state === "changed" || state.state === "conflict";
  const findable = state.state === "none" || state.state === "expired" || state.state === "revoked";
  return (
    <div class={pinned ? "popover pinned card" : "popover card"} tabIndex={-1}>
      <p>
        <strong>{person.name || person.address}</strong>{" "}
        {person.name && <span class="muted small">{person.address}</span>}
      </p>
      <p>{tData(`trust_${state.state.replaceAll("-", "_")}`, { name: person.name || person.address })}</p>
      {state.key && <KeyFacts state={state} />}
      {!held && state.state !== "own" && state.state !== "verified" && (
        <ul class="plain small muted">
          {state.outcomes
            .filter((outcome) => outcome.result !== "found")
            .map((outcome) => (
              <li key={outcome.source}>{outcomeWords(outcome)}</li>
            ))}
        </ul>
      )}
      {held && pinned && (
        <RivalKeys
          name={person.name || person.address}
          address={person.address}
          rivals={state.rivals}
          onChosen={(chosen) => {
            model.keys.putState(chosen);
            model.step({ type: "cancel" });
            onDone();
          }}
        />
      )}
      {findable && (
        <div class="row">
          <button
            type="button"
            class="button small"
            disabled={looking}
            onClick={() => void model.keys.again(person.address)}
          >
            {looking ? t("find_key_looking") : t("compose_look_again")}
          </button>
          <span class="muted small grow">{t("compose_remove_in_page")}</span>
        </div>
      )}
    </div>
  );
}

function KeyFacts({ state }: { state: RecipientState }) {
  const key = state.key!;
  return (
    <>
      {state.state !== "own" && (
        <ul class="plain small muted">
          {key.sources.map((source) => (
            <li key={`${source.source} ${source.host}`}>{provenanceWords(source)}</li>
          ))}
        </ul>
      )}
      {key.expiresAt !== null && state.state === "expired" && (
        <p class="small muted">{t("compose_expired_on", { date: formatDate(key.expiresAt) })}</p>
      )}
      <details>
        <summary>{t("compose_details")}</summary>
        <p class="mono small">{spaced(key.fingerprint)}</p>
      </details>
    </>
  );
}
