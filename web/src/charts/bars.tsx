// Shares of a whole, a bar and a figure each; the largest stands out.
import "./bars.css";

export interface BarsProps {
  readonly names: readonly string[];
  /** From 0 to 1; absent while there is nothing to show. */
  readonly shares?: ArrayLike<number>;
  readonly label: string;
  readonly testid: string;
}

export function Bars({ names, shares, label, testid }: BarsProps) {
  const most = shares === undefined ? Number.NaN : Math.max(...Array.from(shares));
  return (
    <ol class="bars" aria-label={label} data-testid={testid}>
      {names.map((name, i) => {
        const share = shares?.[i] ?? 0;
        return (
          <li key={name} class={share === most ? "most" : undefined} data-share={share.toFixed(4)}>
            <span class="bars-name">{name}</span>
            <span class="bars-track">
              <span class="bars-bar" style={{ width: `${100 * share}%` }} />
            </span>
            <span class="bars-figure">{shares === undefined ? "" : `${(100 * share).toFixed(1)} %`}</span>
          </li>
        );
      })}
    </ol>
  );
}
