// When the editor takes no text, without side effects. A page can take the focus while somebody types, and then gets the
// rest of the sentence; or lay something over the frame. The first cannot be prevented, but it is noticed at once and said.

/** away: the writer went elsewhere; quiet, and over as they come back. The others end with a press that says go on. */
export type Pause = "away" | "taken" | "covered" | null;

export type PauseEvent =
  | { readonly type: "blur" }
  | { readonly type: "focus" }
  /**
   * What the page says after a loss of the focus: `here`, it has it now; `pressed`, how long before or after it the user
   * pressed in the page, in ms; `byTab`, the tab key led out.
   */
  | { readonly type: "page"; readonly here: boolean; readonly pressed: number; readonly byTab: boolean }
  | { readonly type: "covered" }
  /** Nothing of it is in view; or it is again. */
  | { readonly type: "view"; readonly in: boolean; readonly focused: boolean }
  | { readonly type: "go-on" };

/** A press in the page comes this long before the loss of the focus at most, in ms. */
const PRESS_MS = 250;

export function nextPause(pause: Pause, event: PauseEvent): Pause {
  switch (event.type) {
    case "blur":
      return pause ?? "away";
    case "focus":
      return pause === "away" ? null : pause;
    case "page":
      return pause === "away" && event.here && !event.byTab && event.pressed > PRESS_MS ? "taken" : pause;
    case "covered":
      return pause === "taken" ? pause : "covered";
    case "view":
      if (!event.in) return pause ?? "away";
      return pause === "away" && event.focused ? null : pause;
    case "go-on":
      return null;
  }
}
