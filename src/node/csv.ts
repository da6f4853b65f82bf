import { CsvError, parse } from "csv-parse/sync";
import { ChainruleError } from "../core/errors.js";
import type { Dataset } from "../data/dataset.js";
import { tableDataset } from "../data/table.js";

/** Reads the bytes of a comma-separated file in UTF-8.
 *  Errors    E_FORMAT quotes that do not match; E_DATA see tableDataset */
export function readCsv(bytes: Uint8Array, where: string): Dataset {
  let rows: string[][];
  try {
    rows = parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      bom: true,
      relax_column_count: true, // tableDataset says it better
      skip_empty_lines: false, // so that line numbers are the file's
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new ChainruleError(
      "E_FORMAT",
      { where, expected: "comma-separated values", got: cause.message, remedy: "Check the quotes there." },
      { cause },
    );
  }
  return tableDataset(rows, where);
}
