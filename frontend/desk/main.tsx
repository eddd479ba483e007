import "../shared/styles.css";
import "./desk.css";
import "./case.css";
import "./icons";
import { boot } from "../shared/boot";
import { startRouter } from "../shared/router";
import { App } from "./app";

startRouter((path) => path === "/desk" || path.startsWith("/desk/"));
void boot(App);
