import { render } from "preact";
import "../../components/base.css";
import "../frame/overlay.css";
import "./badge.css";
import { connect } from "../frame/connect";
import { type BadgeModel, BadgeOverlay, createBadge } from "./badge-overlay";

let model: BadgeModel | null = null;
const session = await connect("badge", (early) => {
  model = createBadge(early);
});
if (session && model) render(<BadgeOverlay model={model} />, document.body);
