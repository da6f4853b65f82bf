import { render } from "preact";
import "../styles/tokens.css";
import "../styles/base.css";
import "./app/snapshot.ts";
import { App } from "./app/app.tsx";
import { keepOffline } from "./app/offline.ts";

keepOffline();
render(<App />, document.getElementById("app")!);
