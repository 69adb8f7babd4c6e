import { outlook } from "../sites/outlook";
import { start } from "../start";

start(outlook);
