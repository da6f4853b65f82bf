// Runs and sweeps: what was trained elsewhere, compared.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { answerSnapshots } from "../../app/snapshot.ts";
import { showToast } from "../../app/toasts.tsx";
import { faultText } from "../../i18n/faults.ts";
import { addTexts, t } from "../../i18n/index.ts";
import { runsEn, runsZh } from "../../i18n/runs.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { CompareTable } from "./compare-table.tsx";
import { type FoundFile, filesDropped, filesOf, readFolders } from "./folders.ts";
import { RunChart } from "./run-chart.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { RunList } from "./run-list.tsx";
import { addRuns, logOf, openRuns, shownRuns } from "./store.ts";
import { addStudies, openStudies } from "./sweeps/store.ts";
import { Sweeps } from "./sweeps/sweeps.tsx";
import { changeView, view } from "./view.ts";
import "./runs.css";

addTexts(runsEn, runsZh);

export default function Runs() {
  const over = useSignal(false);
  useEffect(() => {
    const closes = [openRuns(), openStudies(), answerSnapshots(snapshot)];
    return () => {
      for (const close of closes) close();
    };
  }, []);
  const { tab } = view.value;
  return (
    <section
      class={`runs ${over.value ? "over" : ""}`}
      aria-label={t("page.runs")}
      data-testid="runs-page"
      data-drop={t("runs.drop")}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        if (event.dataTransfer !== null) void filesDropped(event.dataTransfer).then(take);
      }}
    >
      <div class="runs-head">
        <Tabs
          label={t("runs.tabs")}
          testid="runs-tab"
          value={tab}
          options={[
            ["runs", t("runs.tab.runs")],
            ["sweeps", t("runs.tab.sweeps")],
          ]}
          onChange={(tab) => changeView({ tab })}
        />
        <AddFolder />
      </div>
      {tab === "sweeps" ? (
        <Sweeps />
      ) : (
        <div class="runs-body">
          <RunList />
          <div class="runs-main">
            <RunChart />
            <CompareTable />
          </div>
        </div>
      )}
      <RunDialog />
    </section>
  );
}

function AddFolder() {
  return (
    <label class="button add-folder" title={t("runs.addHint")}>
      <input
        type="file"
        multiple
        class="visually-hidden"
        data-testid="add-folder"
        ref={(input) => input?.setAttribute("webkitdirectory", "")}
        onChange={({ currentTarget }) => {
          const files = filesOf(currentTarget.files!);
          currentTarget.value = "";
          void take(files);
        }}
      />
      {t("runs.add")}
    </label>
  );
}

async function take(files: readonly FoundFile[]): Promise<void> {
  const { runs, studies, faults } = await readFolders(files);
  if (faults.length > 0) showToast(faultText(faults[0]));
  else if (runs.length === 0 && studies.length === 0) showToast({ text: t("runs.nothingFound") });
  if (studies.length > 0) addStudies(studies);
  if (runs.length > 0) {
    changeView({ tab: "runs" });
    await addRuns(runs);
  }
}

/** Of the first run that is shown. */
function snapshot() {
  const first = shownRuns.peek()[0];
  const log = first && logOf(first.id);
  const last = (metric: "train.loss" | "test.loss" | "train.accuracy" | "test.accuracy") =>
    log?.result(metric).last;
  return {
    page: "runs",
    epoch: log?.epochs ?? 0,
    losses: { train: last("train.loss"), test: last("test.loss") },
    accuracy: { train: last("train.accuracy"), test: last("test.accuracy") },
    epochsPerSecond: 0,
    weightsDigest: "",
    config: view.peek(),
  };
}
