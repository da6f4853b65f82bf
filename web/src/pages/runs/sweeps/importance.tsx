// How much each parameter matters, computed in a worker of its own.

import type { Importance } from "chainrule/tune";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../i18n/index.ts";
import { type ImportanceQuestion, parseImportanceAnswer } from "../../../protocol/importance.ts";
import { PROTOCOL } from "../../../protocol/messages.ts";
import { Card } from "./card.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";

const percent = (share: number): string => `${(100 * Math.max(0, share)).toFixed(0)} %`;

export function ImportanceChart({ read: { file, done } }: { read: ReadStudy }) {
  const importance = useImportance({
    type: "question",
    space: file.space,
    trials: done.map(({ values }) => values),
    results: done.map(({ loss }) => loss),
  });
  const names = file.space.map(({ name }) => name);
  const told = importance?.shares.some(({ share }) => share > 0);
  return (
    <Card title={t("sweeps.importance")}>
      {importance !== undefined && !told && <p class="hint">{t("sweeps.importanceFew")}</p>}
      {importance !== undefined && told && (
        <>
          <table class="importance" data-testid="importance">
            <thead class="visually-hidden">
              <tr>
                <th scope="col">{t("sweeps.parameter")}</th>
                <th scope="col">{t("sweeps.share")}</th>
              </tr>
            </thead>
            <tbody>
              {[...importance.shares]
                .sort((a, b) => b.share - a.share)
                .map(({ name, share }) => (
                  <tr key={name}>
                    <th scope="row" title={name}>
                      {shortName(name, names)}
                    </th>
                    <td>
                      <meter min={0} max={1} value={share} aria-label={shortName(name, names)} />
                      <span class="number">{percent(share)}</span>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
          <p class="hint">{t("sweeps.importanceAbout", { explained: percent(importance.explained) })}</p>
        </>
      )}
    </Card>
  );
}

/** Asks again when there are more trials; what was known stays until then. */
function useImportance(question: ImportanceQuestion): Importance | undefined {
  const [answer, setAnswer] = useState<Importance>();
  const key = `${question.space.map(({ name }) => name).join()} ${question.results.join()}`;
  useEffect(() => {
    const worker = new Worker(new URL("../../../worker/importance-worker.ts", import.meta.url), {
      type: "module",
    });
    worker.onmessage = ({ data }) => {
      setAnswer(parseImportanceAnswer(data));
      worker.terminate();
    };
    worker.onerror = ({ message }) => console.error("worker:", message);
    worker.postMessage({ protocol: PROTOCOL, message: question });
    return () => worker.terminate();
  }, [key]);
  return answer;
}
