import { effect } from "@preact/signals";
import { render } from "preact";
import "../../components/base.css";
import "../overlay.css";
import "./compose.css";
import { connect } from "../connect";
import { inOwnWindow } from "../own-window";
import { standsFor } from "../stands-for";
import { type ComposeModel, createComposeModel } from "./compose-model";
import { ComposeOverlay } from "./compose-overlay";
import { Moved } from "./moved";
import { allAddresses } from "./recipient-keys";

let model: ComposeModel | null = null;
const session = await connect("compose", (early) => {
  const { style } = document.documentElement;
  if (early.job.moved) return;
  if (inOwnWindow()) {
    document.documentElement.dataset.window = "";
    document.title = "Cachet";
  }
  style.setProperty("--room", `${early.job.room}px`);
  style.setProperty("--height", `${early.job.height}px`);
  const made = createComposeModel(early);
  model = made;
  standsFor({ people: () => allAddresses(made.recipients.value) });
  // A window of ours, for a passphrase too, names the address that is written from.
  effect(() => standsFor({ account: made.speaking.from.value }));
  void made.begin();
});
if (session?.job.moved) render(<Moved session={session} />, document.body);
if (session && model) render(<ComposeOverlay model={model} />, document.body);
