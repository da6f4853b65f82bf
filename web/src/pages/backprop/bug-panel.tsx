// "Find the bug": short programs, each with one line that is wrong, as it has been written in earnest.
import { signal } from "@preact/signals";
import { type Bug, bugs } from "../../../../experiments/backprop/bugs.js";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";

/** Which line was picked in each. */
const picked = signal<Readonly<Record<string, number>>>({});

function BugView({ bug }: { bug: Bug }) {
  const { id, title, lines, wrong, why, mended, evidence } = bug;
  const chosen = picked.value[id];
  const found = chosen === wrong;
  const pick = (line: number) => {
    picked.value = { ...picked.value, [id]: line };
  };
  return (
    <li class="hand-bug" data-testid={`bug-${id}`} data-found={found}>
      <h3>{say(title)}</h3>
      <ol class="hand-code">
        {lines.map((line, i) => (
          <li key={line}>
            <button
              type="button"
              class={i === chosen ? (found ? "found" : "missed") : ""}
              data-testid={`bug-${id}-${i}`}
              aria-pressed={i === chosen}
              onClick={() => pick(i)}
            >
              <code>{line}</code>
            </button>
          </li>
        ))}
      </ol>
      <div role="status">
        {chosen !== undefined && !found && <p>{t("hand.notThere")}</p>}
        {found && (
          <>
            <p>
              <b>{t("hand.found")}</b> {say(why)}
            </p>
            <p>
              {t("hand.mended")} <code>{mended}</code>
            </p>
            <p class="hand-evidence" data-testid={`bug-${id}-evidence`}>
              {say(evidence())}
            </p>
          </>
        )}
      </div>
      {!found && (
        <Button testid={`bug-${id}-show`} onClick={() => pick(wrong)}>
          {t("hand.show")}
        </Button>
      )}
    </li>
  );
}

export function BugPanel() {
  return (
    <section class="card">
      <h2>{t("hand.bugs")}</h2>
      <p>{t("hand.bugsHint")}</p>
      <ul class="hand-bugs">
        {bugs.map((bug) => (
          <BugView key={bug.id} bug={bug} />
        ))}
      </ul>
    </section>
  );
}
