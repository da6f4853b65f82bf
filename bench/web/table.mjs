// The workbench's figures as text, for a terminal and for docs/workbench.md.

/** Counts whole, times and shares to three digits. */
const number = (value) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(+value.toPrecision(3));

const measured = ({ value, unit }) => (value === undefined ? "–" : `${number(value)} ${unit}`);

function goalOf({ goal, unit }) {
  if (goal === undefined) return "";
  return "least" in goal ? `≥ ${number(goal.least)} ${unit}` : `≤ ${number(goal.most)} ${unit}`;
}

const verdictOf = ({ goal, met }) => (goal === undefined ? "" : met === undefined ? "?" : met ? "yes" : "NO");

export function figuresText(figures) {
  const rows = figures.map((figure) => [
    figure.point,
    figure.what,
    measured(figure),
    goalOf(figure),
    verdictOf(figure),
    figure.note ?? "",
  ]);
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 2 || i === 3 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function figuresMarkdown({ figures, machine, date, version }) {
  const rows = figures.map((figure) => [
    figure.note === undefined ? figure.what : `${figure.what} (${figure.note})`,
    measured(figure),
    goalOf(figure),
    verdictOf(figure),
  ]);
  const table = [["", "measured", "goal", "met"], ["---", "---:", "---:", "---"], ...rows];
  return [
    ...table.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Version ${version} on ${machine.cores} cores of ${machine.processor}, headless Chromium, ${date}.`,
  ].join("\n");
}
