import "./styles/tokens.css";
import "./styles/shell.css";
import { start } from "./shell/start";

void start();
