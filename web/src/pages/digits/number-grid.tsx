// Numbers in a grid, each on the colour of its sign and size.
export interface NumberGridProps {
  readonly values: Float32Array;
  readonly columns: number;
  readonly caption: string;
}

export function NumberGrid({ values, columns, caption }: NumberGridProps) {
  const full = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const rows = Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
  return (
    <table class="number-grid">
      <caption>{caption}</caption>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((value, j) => (
              <td
                key={j}
                class={value < 0 ? "negative" : "positive"}
                style={{ "--share": `${(42 * Math.abs(value)) / full}%` }}
              >
                {value === 0 ? "0" : value.toFixed(2).replace(/^(-?)0\./, "$1.")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
