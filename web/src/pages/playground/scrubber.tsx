// Back through the training: up to 200 moments of it, as they were.
import { t } from "../../i18n/index.ts";
import { frame, showSnapshot } from "./store.ts";

export function Scrubber() {
  const now = frame.value;
  const last = (now?.snapshots.length ?? 1) - 1;
  const at = now?.shown ?? last;
  return (
    <label class="field scrubber">
      <span class="field-label">
        {t("output.scrubber")}
        <output>{t("output.scrubberAt", { epoch: now?.epoch ?? 0 })}</output>
      </span>
      <input
        type="range"
        data-testid="scrubber"
        min={0}
        max={Math.max(1, last)}
        step={1}
        value={at}
        disabled={last < 1}
        onInput={({ currentTarget }) => {
          const index = currentTarget.valueAsNumber;
          showSnapshot(index >= last ? undefined : index);
        }}
      />
    </label>
  );
}
