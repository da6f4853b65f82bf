// The digits that a person has kept: what they are, to be put right, removed, saved.
import { Tile } from "../../charts/tile.tsx";
import { download } from "../../export/download.ts";
import { encodeNpz } from "../../export/npz.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { DIGIT_NAMES } from "./numbers.ts";
import { clearOwn, ownDigits, packOwn, relabelOwn, removeOwn } from "./own-digits.ts";

function save(): void {
  const { pixels, labels } = packOwn(ownDigits.peek());
  const n = labels.length;
  download(
    "my-digits.npz",
    encodeNpz({ x: { shape: [n, 28, 28], values: pixels }, y: { shape: [n], values: labels } }),
  );
}

export function OwnView() {
  const digits = ownDigits.value;
  return (
    <div>
      <p class="hint">{t("digits.ownHint")}</p>
      {digits.length === 0 ? (
        <p>{t("digits.ownNone")}</p>
      ) : (
        <div class="own-tools">
          <Button testid="own-export" onClick={save}>
            {t("digits.ownExport")}
          </Button>
          <Button testid="own-clear" onClick={clearOwn}>
            {t("digits.ownClear")}
          </Button>
        </div>
      )}
      <ul class="own-digits" data-testid="own-digits">
        {digits.map(({ label, pixels }, i) => (
          <li key={i}>
            <Tile values={pixels} {...{ width: 28, height: 28, full: 255 }} />
            <select
              aria-label={t("digits.ownLabel", { n: i + 1 })}
              data-testid={`own-${i}-label`}
              value={String(label)}
              onChange={({ currentTarget }) => relabelOwn(i, currentTarget.selectedIndex)}
            >
              {DIGIT_NAMES.map((name, digit) => (
                <option key={name} value={name} selected={digit === label}>
                  {name}
                </option>
              ))}
            </select>
            <Button
              kind="quiet"
              testid={`own-${i}-remove`}
              label={t("digits.ownRemove", { n: i + 1 })}
              onClick={() => removeOwn(i)}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
