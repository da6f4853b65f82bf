/** A block of code in a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Why it is not run, where a comment above it says so: `<!-- not run: needs a Redis -->`. */
  readonly notRun?: string;
  /** The file that it is, where a comment above it says so: `<!-- file: study.json -->`. */
  readonly file?: string;
}

/** The blocks of code of a page, in order. */
export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/(?:^<!-- (not run|file): ([^\n]*) -->\n)?^```(\w*)\n(.*?)^```$/gms)].map(
    ([, marker, said, language, text]) => ({
      language,
      text,
      ...(marker === "not run" && { notRun: said }),
      ...(marker === "file" && { file: said }),
    }),
  );

/** A program, and the output that stands below it. */
export interface Program extends Block {
  readonly output: Block | undefined;
}

export const programsOf = (blocks: readonly Block[]): Program[] =>
  blocks.flatMap((block, i) =>
    ["js", "ts"].includes(block.language) ? [{ ...block, output: blocks[i + 1] }] : [],
  );
