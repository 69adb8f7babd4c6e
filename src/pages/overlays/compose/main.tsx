import { effect } from "@preact/signals";
import { render } from "preact";
import "../../components/base.css";
import "../frame/overlay.css";
import "./view/compose.css";
import { connect, type Session } from "../frame/connect";
import { lazily } from "../frame/lazily";
import { inOwnWindow } from "../frame/own-window";
import { standsFor } from "../frame/stands-for";
import { type ComposeModel, createComposeModel } from "./compose-model";
import { ComposeOverlay } from "./compose-overlay";
import { allAddresses } from "./state/recipients";

const Moved = lazily(() => import("./view/lazy/in-window").then((part) => part.Moved));
const InWindow = lazily(() => import("./view/lazy/in-window").then((part) => part.InWindow));

/** The user writes in a separate window only, never in a frame of the page. */
const onlyInWindow = ({ settings }: Session<"compose">): boolean =>
  settings.composeWindow === "always" && !inOwnWindow();

function startModel(session: Session<"compose">): ComposeModel {
  const made = createComposeModel(session);
  standsFor({ people: () => allAddresses(made.recipients.value) });
  // Our own windows, such as the one for a passphrase, name the address the user writes from.
  effect(() => standsFor({ account: made.speaking.from.value }));
  void made.begin();
  return made;
}

let model: ComposeModel | null = null;
const session = await connect("compose", (early) => {
  const { style } = document.documentElement;
  style.setProperty("--room", `${early.job.room}px`);
  style.setProperty("--height", `${early.job.height}px`);
  if (early.job.moved) return;
  if (inOwnWindow()) {
    document.documentElement.dataset.window = "";
    document.title = "Cachet";
  }
  if (!onlyInWindow(early)) model = startModel(early);
});

const writeHere = (here: Session<"compose">): void => {
  const made = startModel(here);
  made.moving.staysInPage();
  render(<ComposeOverlay model={made} />, document.body);
};
if (session?.job.moved) render(<Moved session={session} />, document.body);
else if (session && model) render(<ComposeOverlay model={model} />, document.body);
else if (session) render(<InWindow session={session} onPrivate={() => writeHere(session)} />, document.body);
