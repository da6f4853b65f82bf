// One run: its name and notes, what it was, and what to do with it.
import { effect, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { hrefOf } from "../../app/router.ts";
import { showToast } from "../../app/toasts.tsx";
import { download } from "../../export/download.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import {
  changeRun,
  complain,
  deleteRun,
  hasModel,
  modelAddress,
  modelOf,
  pageAddress,
  type RunItem,
  runs,
} from "./store.ts";

const id = signal("");
const open = signal(false);
const close = (): void => {
  open.value = false;
};

export function openRun(run: string): void {
  id.value = run;
  open.value = true;
}

// a run that is gone has no dialog
effect(() => {
  if (open.value && !runs.value.some((run) => run.id === id.value)) open.value = false;
});

export function RunDialog() {
  const run = runs.value.find((one) => one.id === id.value);
  return (
    <Dialog title={run?.name ?? ""} open={open} testid="run-dialog">
      {run && <About key={run.id} run={run} />}
    </Dialog>
  );
}

function About({ run }: { run: RunItem }) {
  const { record, state, from } = run;
  const [name, setName] = useState(run.name);
  const [notes, setNotes] = useState(run.notes);
  const saved = (change: Parameters<typeof changeRun>[1]) =>
    void changeRun(run, change).then((now) => {
      if (now === undefined) return;
      id.value = now;
      showToast({ text: t("runs.saved") });
    });
  return (
    <div class="run-dialog">
      <dl class="facts">
        <dt>{t("runs.state")}</dt>
        <dd>
          {t(`runs.state.${state}`)}
          {"events" in from && `, ${t("runs.browserOnly")}`}
        </dd>
        <dt>{t("runs.began")}</dt>
        <dd>{new Date(record.created).toLocaleString(document.documentElement.lang)}</dd>
        <dt>{t("runs.data")}</dt>
        <dd>{record.data.spec}</dd>
        <dt>{t("runs.seed")}</dt>
        <dd>{record.seed}</dd>
      </dl>
      <div class="run-rename">
        <label class="field">
          <span class="field-label">{t("runs.name")}</span>
          <input
            type="text"
            data-testid="run-name"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <Button
          testid="rename"
          disabled={name.trim() === "" || name === run.name}
          onClick={() => saved({ name: name.trim() })}
        >
          {t("runs.rename")}
        </Button>
      </div>
      <label class="field">
        <span class="field-label">{t("runs.notes")}</span>
        <textarea
          rows={4}
          data-testid="run-notes"
          value={notes}
          onInput={({ currentTarget }) => setNotes(currentTarget.value)}
        />
      </label>
      <div class="run-actions">
        <Button testid="save-notes" disabled={notes === run.notes} onClick={() => saved({ notes })}>
          {t("runs.saveNotes")}
        </Button>
        <Files run={run} />
        <Delete run={run} />
      </div>
    </div>
  );
}

function Files({ run }: { run: RunItem }) {
  const [page, address] = [pageAddress(run), modelAddress(run)];
  const { name, record } = run;
  return (
    <>
      {page !== undefined && (
        <a class="button" data-testid="open-page" onClick={close} href={page}>
          {t(page.startsWith(hrefOf("digits")) ? "runs.open" : "runs.openPlayground")}
        </a>
      )}
      {page === undefined && address !== undefined && (
        <a
          class="button"
          data-testid="open-model"
          onClick={close}
          href={hrefOf("digits", `model=${encodeURIComponent(address).replaceAll("%2F", "/")}`)}
        >
          {t("runs.open")}
        </a>
      )}
      {hasModel(run) && (
        <Button
          testid="save-model"
          onClick={() =>
            void modelOf(run).then((bytes) => bytes && download(`${name}.safetensors`, bytes), complain)
          }
        >
          {t("runs.model")}
        </Button>
      )}
      <Button
        testid="save-recipe"
        onClick={() =>
          download(`${name}.json`, JSON.stringify(record.config, undefined, 2), "application/json")
        }
      >
        {t("runs.recipe")}
      </Button>
    </>
  );
}

const Delete = ({ run }: { run: RunItem }) => (
  <ConfirmButton
    testid="delete"
    question={t("runs.deleteAsk", { name: run.name })}
    yes={t("runs.deleteYes")}
    no={t("runs.deleteNo")}
    disabled={run.state === "running"}
    onConfirm={() => void deleteRun(run)}
  >
    {t("runs.delete")}
  </ConfirmButton>
);
