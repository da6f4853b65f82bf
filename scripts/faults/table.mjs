const line = (cells) => `| ${cells.join(" | ")} |`;
const cell = (text) => text.replaceAll("|", "\\|");
const uncell = (text) => text.replaceAll("\\|", "|");
const NONE = "**none**";

/** What docs/faults.md says of faults that were put in before: of those that are still in the list.
 *  @param faults all that there are */
export function known(page, faults) {
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+?) (?<!\\)\| (.+) \|$/gm)];
  return rows.flatMap(([, file, breaks, by]) => {
    const fault = faults.find((one) => one.file === file && one.breaks === uncell(breaks));
    const caught = by !== NONE;
    return fault === undefined ? [] : [{ ...fault, caught, ...(caught && { by: uncell(by) }) }];
  });
}

/** What was found last takes the place of what was found before; in the order of the list.
 *  @param faults all that there are */
export function merged(before, now, faults) {
  const same = (a) => (b) => a.file === b.file && a.breaks === b.breaks;
  return faults.flatMap((fault) => now.find(same(fault)) ?? before.find(same(fault)) ?? []);
}

/** docs/faults.md: how many of the faults of each area were caught, and which were not.
 *  @param results of those that have been put in
 *  @param faults all that there are */
export function table(results, faults) {
  const caught = (list) => list.filter((result) => result.caught).length;
  const areas = [...new Set(faults.map(({ area }) => area))];
  const rows = areas.map((area) => {
    const own = results.filter((result) => result.area === area);
    const all = faults.filter((fault) => fault.area === area).length;
    return line([area, all, own.length, caught(own)]);
  });
  const survivors = results.filter((result) => !result.caught);
  return `# Faults put in on purpose

${caught(results)} of ${results.length} caught, the last of them put in on ${new Date().toISOString().slice(0, 10)}. Made by \`npm run mutate\`, which puts each fault of
\`scripts/faults/\` into a copy of the sources, one at a time, and runs the tests until one fails. A wrong sign that no test
notices is a test that is missing: it is written, not struck off the list. Of the first run, 6 were caught by nothing: each has had its
test written since, and was put in once more.

${line(["where", "faults", "put in", "caught"])}
${line(["---", "---", "---", "---"])}
${rows.join("\n")}
${survivors.length === 0 ? "" : `\nNot caught:\n\n${survivors.map(({ file, breaks }) => `- \`${file}\`: ${cell(breaks)}`).join("\n")}\n`}
${line(["file", "fault", "the test that fails"])}
${line(["---", "---", "---"])}
${results.map(({ file, breaks, by }) => line([`\`${file}\``, cell(breaks), by === undefined ? NONE : cell(by)])).join("\n")}
`;
}
