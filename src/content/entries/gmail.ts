import { gmail } from "../sites/gmail";
import { start } from "../start";

start([gmail]);
