// How often each class was taken for which: a table whose cells can be opened. Right ones are blue, wrong ones orange.
import type { ConfusionMatrix as Counts } from "chainrule";
import "./confusion-matrix.css";

export interface ConfusionMatrixProps {
  readonly counts: Counts;
  readonly classes: readonly string[];
  readonly caption: string;
  readonly testid: string;
  /** What a cell says to a screen reader. */
  cellLabel(actual: number, predicted: number, count: number): string;
  onOpen(actual: number, predicted: number): void;
}

export function ConfusionMatrix({
  counts,
  classes,
  caption,
  testid,
  cellLabel,
  onOpen,
}: ConfusionMatrixProps) {
  const mostWrong = Math.max(1, ...counts.flatMap((row, a) => row.filter((_, p) => p !== a)));
  return (
    <div class="confusion">
      <table data-testid={testid}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, actual) => (
            <tr key={classes[actual]}>
              <th scope="row">{classes[actual]}</th>
              {row.map((count, predicted) => {
                const right = actual === predicted;
                const share = right ? count / Math.max(1, ...row) : Math.sqrt(count / mostWrong);
                return (
                  <td key={classes[predicted]}>
                    {count === 0 ? (
                      <span class="confusion-none">·</span>
                    ) : (
                      <button
                        type="button"
                        class={right ? "right" : "wrong"}
                        style={{ "--share": `${8 + 34 * share}%` }}
                        data-testid={`${testid}-${actual}-${predicted}`}
                        aria-label={cellLabel(actual, predicted, count)}
                        title={cellLabel(actual, predicted, count)}
                        onClick={() => onOpen(actual, predicted)}
                      >
                        {count}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
