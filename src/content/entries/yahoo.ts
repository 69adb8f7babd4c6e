import { yahoo } from "../sites/yahoo";
import { start } from "../start";

start(yahoo);
