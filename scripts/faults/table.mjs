const line = (cells) => `| ${cells.join(" | ")} |`;
const cell = (text) => text.replaceAll("|", "\\|");

/** docs/faults.md: how many of the faults of each area were caught, and which were not. */
export function table(results) {
  const caught = (list) => list.filter((result) => result.caught).length;
  const rows = [...new Set(results.map(({ area }) => area))].map((area) => {
    const own = results.filter((result) => result.area === area);
    return line([area, own.length, caught(own)]);
  });
  const minutes = results.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  const survivors = results.filter((result) => !result.caught);
  return `# Faults put in on purpose

${caught(results)} of ${results.length} caught, on ${new Date().toISOString().slice(0, 10)}, in ${minutes.toFixed(0)} minutes. Made by \`npm run mutate\`, which puts each fault of
\`scripts/faults/\` into a copy of the sources, one at a time, and runs the tests until one fails. A wrong sign that no test
notices is a test that is missing: it is written, not struck off the list.

${line(["where", "faults", "caught"])}
${line(["---", "---", "---"])}
${rows.join("\n")}
${survivors.length === 0 ? "" : `\nNot caught:\n\n${survivors.map(({ file, breaks }) => `- \`${file}\`: ${cell(breaks)}`).join("\n")}\n`}
${line(["file", "fault", "the test that fails"])}
${line(["---", "---", "---"])}
${results.map(({ file, breaks, by }) => line([`\`${file}\``, cell(breaks), by === undefined ? "**none**" : cell(by)])).join("\n")}
`;
}
