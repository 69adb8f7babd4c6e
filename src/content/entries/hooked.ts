import { hooked } from "../sites/hooked";
import { start } from "../start";

start(hooked);
