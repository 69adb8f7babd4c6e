import { render } from "preact";
import "../../components/base.css";
import "../frame/overlay.css";
import "./read.css";
import { connect } from "../frame/connect";
import { handedOver } from "./handed-over";
import { createReadModel, type ReadModel } from "./read-model";
import { ReadOverlay } from "./read-overlay";

let model: ReadModel | null = null;
const session = await connect(
  "read",
  (early) => {
    model = createReadModel(early);
    if (!early.job.byPage?.held) void model.open();
  },
  handedOver,
);
if (session && model) {
  render(<ReadOverlay model={model} />, document.body);
}
