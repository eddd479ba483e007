import "../shared/styles.css";
import "./frame.css";
import "./pages.css";
import "./home.css";
import { boot } from "../shared/boot";
import { startRouter } from "../shared/router";
import { App } from "./app";
import { signInFromAddress } from "./arrival";

startRouter((path) => !/^\/(desk|api|hooks|health|assets)(\/|$)/.test(path));
void signInFromAddress().then(() => boot(App));
