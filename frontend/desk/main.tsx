import "../shared/styles.css";
import { boot } from "../shared/boot";

void boot(() => <main id="main" />);
