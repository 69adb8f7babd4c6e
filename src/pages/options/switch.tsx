import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Tick } from "../components/controls";
import { SetByOrganisation } from "./fixed";
import { Saved, type SaveState } from "./saved";

interface SwitchProps {
  readonly title: string;
  readonly label: string;
  /** What it brings, and what it costs or reveals to whom. */
  readonly text: string;
  readonly on: boolean;
  /** Set by the organisation. */
  readonly fixed?: boolean;
  readonly save: (on: boolean) => Promise<boolean>;
}

/** A setting that is on or off, in a card of its own. */
export function Switch({ title, label, text, on, fixed = false, save }: SwitchProps) {
  const state = useSignal<SaveState>(null);
  const id = useId();
  return (
    <section class="card pad stack">
      <h2>{title}</h2>
      <label class="tick" for={id}>
        <Tick
          id={id}
          checked={on}
          disabled={fixed}
          onChange={async (event) => {
            state.value = (await save(event.currentTarget.checked)) ? "saved" : "failed";
          }}
        />
        <span>{label}</span>
      </label>
      <p class="muted small">{text}</p>
      {fixed ? <SetByOrganisation /> : <Saved state={state.value} />}
    </section>
  );
}
