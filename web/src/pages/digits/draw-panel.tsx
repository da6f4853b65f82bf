// The field to draw in, and other ways to bring a digit.
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Correct } from "./correct.tsx";
import { DrawPad } from "./draw-pad.tsx";
import { clear, showPicture, undo } from "./drawing.ts";
import { openPicture } from "./pictures.ts";
import { testDigits } from "./trainer.ts";

const PIXELS = 784;
/** A prime, so that one digit after the other comes from all over the test set. */
const STRIDE = 619;
let next = 0;

function showSample(): void {
  const { pixels, labels } = testDigits.peek()!;
  next = (next + STRIDE) % labels.length;
  const of = pixels.slice(next * PIXELS, (next + 1) * PIXELS);
  showPicture({ width: 28, height: 28, pixels: of }, labels[next]);
}

export function DrawPanel() {
  return (
    <section class="card draw-panel" aria-labelledby="draw-title">
      <h2 id="draw-title">{t("digits.draw")}</h2>
      <DrawPad />
      <div class="draw-tools">
        <Button testid="clear" onClick={clear}>
          {t("digits.clear")}
        </Button>
        <Button testid="undo" onClick={undo}>
          {t("digits.undo")}
        </Button>
        <Button testid="sample" disabled={testDigits.value === undefined} onClick={showSample}>
          {t("digits.sample")}
        </Button>
        <FileButton testid="upload" accept="image/*" onFile={openPicture}>
          {t("digits.upload")}
        </FileButton>
      </div>
      <Correct />
    </section>
  );
}
