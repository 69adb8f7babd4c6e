import { render } from "preact";
import "../../components/base.css";
import "../frame/overlay.css";
import "./read.css";
import { connect } from "../frame/connect";
import { createReadModel, type ReadModel } from "./read-model";
import { ReadOverlay } from "./read-overlay";

let model: ReadModel | null = null;
const session = await connect("read", (early) => {
  model = createReadModel(early);
  if (!early.job.byPage?.held) void model.open();
});
if (session && model) {
  render(<ReadOverlay model={model} />, document.body);
}
