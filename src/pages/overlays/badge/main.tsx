import { render } from "preact";
import "../../components/base.css";
import "../overlay.css";
import "./badge.css";
import { connect } from "../connect";
import { BadgeOverlay, loadIndex } from "./badge-overlay";

const session = await connect("badge", (early) => void loadIndex(early));
if (session) render(<BadgeOverlay session={session} />, document.body);
