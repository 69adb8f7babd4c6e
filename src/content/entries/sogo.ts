import { sogo } from "../sites/sogo";
import { start } from "../start";

start(sogo);
