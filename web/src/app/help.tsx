// What this is, and which keys it answers to.
import { signal } from "@preact/signals";
import { type Key, t } from "../i18n/index.ts";
import { Dialog } from "../ui/dialog.tsx";

export const helpOpen = signal(false);

const KEYS: readonly [key: string, what: Key][] = [
  ["Space", "help.play"],
  ["→", "help.step"],
  ["R", "help.reset"],
  ["?", "help.help"],
];

export function Help() {
  return (
    <Dialog title={t("help.title")} open={helpOpen} testid="help-dialog">
      <p>{t("help.about")}</p>
      <h3>{t("help.keys")}</h3>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
