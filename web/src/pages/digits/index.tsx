// The Digits page: a network learns to read digits, and one draws some for it.

import { useEffect } from "preact/hooks";
import { listen } from "../../app/shortcuts.ts";
import { answerSnapshots } from "../../app/snapshot.ts";
import { digitsEn } from "../../i18n/digits-en.ts";
import { digitsZh } from "../../i18n/digits-zh.ts";
import { addTexts } from "../../i18n/index.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import { DrawPanel } from "./draw-panel.tsx";
import { LearningPanel } from "./learning-panel.tsx";
import { RunBar } from "./run-bar.tsx";
import { SetupPanel } from "./setup-panel.tsx";
import { play, reset, snapshotOf, step } from "./trainer.ts";
import { Views } from "./views.tsx";
import "./digits.css";

addTexts(digitsEn, digitsZh);

export default function Digits() {
  useEffect(() => listen({ " ": play, ArrowRight: step, r: reset }), []);
  useEffect(() => answerSnapshots(snapshotOf), []);
  return (
    <div class="digits">
      <RunBar />
      <SetupPanel />
      <DrawPanel />
      <AnswerPanel />
      <LearningPanel />
      <Views />
    </div>
  );
}
