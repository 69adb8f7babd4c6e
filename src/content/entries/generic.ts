import { generic } from "../sites/generic";
import { start } from "../start";

start(generic);
