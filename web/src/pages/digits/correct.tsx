// The way to put an answer right: the digit at hand, with what it is, goes to those of one's own.
import { signal } from "@preact/signals";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { DIGIT_NAMES } from "./numbers.ts";
import { addOwn, ownDigits } from "./own-digits.ts";
import { answer } from "./reading.ts";

/** The digit that was kept last, as which. */
const kept = signal<{ pixels: Uint8Array; label: number } | undefined>(undefined);

export function Correct() {
  const seen = answer.value?.seen;
  const last = kept.value;
  return (
    <fieldset class="correct">
      <legend>{t("digits.keep")}</legend>
      <div class="correct-digits">
        {DIGIT_NAMES.map((name, label) => (
          <Button
            key={name}
            testid={`keep-${name}`}
            label={t("digits.keepAs", { label: name })}
            disabled={seen === undefined}
            onClick={() => {
              addOwn({ label, pixels: seen! });
              kept.value = { label, pixels: seen! };
            }}
          >
            {name}
          </Button>
        ))}
      </div>
      <p class="hint" role="status" data-testid="kept">
        {last !== undefined && last.pixels === seen
          ? t("digits.kept", { label: last.label, n: ownDigits.value.length })
          : ""}
      </p>
    </fieldset>
  );
}
