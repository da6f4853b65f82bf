// The Playground: points of the plane, a small network, and what it makes of them.
import { useEffect } from "preact/hooks";
import { route } from "../../app/router.ts";
import { listen } from "../../app/shortcuts.ts";
import { answerSnapshots } from "../../app/snapshot.ts";
import { syncAddress } from "./address-state.ts";
import { DataPanel } from "./data-panel.tsx";
import { Diagram } from "./diagram.tsx";
import { ExplainPanel } from "./explain-panel.tsx";
import { ExportSection } from "./export-section.tsx";
import { followHiding } from "./hiding.ts";
import { LessonPanel } from "./lessons/lesson-panel.tsx";
import { MoonsGrid } from "./moons/moons-grid.tsx";
import { OptionsBar } from "./options-bar.tsx";
import { OutputPanel } from "./output-panel.tsx";
import { RunBar } from "./run-bar.tsx";
import { play, reset, snapshotOf, step } from "./store.ts";
import "./playground.css";

/** The page, or the lesson that has a page of its own. */
export default function Playground() {
  useEffect(followHiding, []);
  useEffect(() => answerSnapshots(snapshotOf), []);
  return route.value.framing.lesson === "moons" ? <MoonsGrid /> : <Bench />;
}

function Bench() {
  useEffect(syncAddress, []);
  useEffect(() => listen({ " ": play, ArrowRight: step, r: reset }), []);
  return (
    <div class="playground">
      <RunBar />
      <LessonPanel />
      <OptionsBar />
      <DataPanel />
      <div class="playground-middle">
        <Diagram />
        <ExplainPanel />
      </div>
      <OutputPanel />
      <ExportSection />
    </div>
  );
}
