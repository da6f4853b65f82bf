// Pictures from files: the browser's own decoder reads them.
import { toGray } from "chainrule/data";
import { showToast } from "../../app/toasts.tsx";
import { t } from "../../i18n/index.ts";
import { showPicture } from "./drawing.ts";
import { inverted } from "./reading.ts";

/** Larger pictures are brought to this, in pixels along the longer edge. */
const LARGEST = 512;

/** Shows a picture from a file, or says that it is none. */
export async function openPicture(file: File): Promise<void> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    showToast({ text: t("digits.notAnImage", { name: file.name }) });
    return;
  }
  const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const gray = toGray(context.getImageData(0, 0, width, height));
  showPicture(gray);
  // dark ink on light paper, most likely
  inverted.value = gray.pixels.reduce((sum, value) => sum + value, 0) > 127 * gray.pixels.length;
}
