import { isatty } from "node:tty";
import openInBrowser from "open";

/** Opens a page in the person's browser, if a person and a browser are there to be expected. Not to find one is no error: the
 *  address has been printed. */
export async function openPage(address: string): Promise<void> {
  if (!isatty(1) || !hasScreen()) return;
  try {
    (await openInBrowser(address)).on("error", () => {});
  } catch {}
}

function hasScreen(): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  if (CI) return false;
  return process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}
