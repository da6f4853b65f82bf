// The Playground: points of the plane, a small network, and what it makes of them.
import { useEffect } from "preact/hooks";
import { listen } from "../../app/shortcuts.ts";
import { syncAddress } from "./address-state.ts";
import { DataPanel } from "./data-panel.tsx";
import { Diagram } from "./diagram.tsx";
import { ExplainPanel } from "./explain-panel.tsx";
import { ExportSection } from "./export-section.tsx";
import { OptionsBar } from "./options-bar.tsx";
import { OutputPanel } from "./output-panel.tsx";
import { RunBar } from "./run-bar.tsx";
import { play, reset, step } from "./store.ts";
import "./playground.css";

export default function Playground() {
  useEffect(syncAddress, []);
  useEffect(() => listen({ " ": play, ArrowRight: step, r: reset }), []);
  return (
    <div class="playground">
      <RunBar />
      <OptionsBar />
      <DataPanel />
      <Diagram />
      <OutputPanel />
      <ExplainPanel />
      <ExportSection />
    </div>
  );
}
