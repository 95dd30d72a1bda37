import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { Faults } from "#server/fleet/import-faults.ts";

/** A file of an import: a name without folder, its size, and its bytes as often as asked. */
export type ImportFile = { name: string; bytes: number; open: () => AsyncIterable<Buffer> | Readable };

/** A record of a file with the line it starts on. */
export type ImportRecord = { line: number; cells: string[] };

const NEWLINE = 0x0a;
const MAX_LINE_BYTES = 4 << 20;

/** Whole lines of a file as text; a line that is not UTF-8 is a fault and ends it. */
async function* textOf(
  file: ImportFile,
  faults: Faults,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  let carry: Buffer = Buffer.alloc(0);
  let line = 1;
  const isText = (part: Buffer): boolean => {
    if (isUtf8(part) && !part.includes(0)) return true;
    let at = 0;
    while (at < part.length) {
      const end = part.indexOf(NEWLINE, at);
      const one = part.subarray(at, end === -1 ? part.length : end + 1);
      if (!isUtf8(one) || one.includes(0)) break;
      at += one.length;
      line++;
    }
    const end = part.indexOf(NEWLINE, at);
    const found = part
      .subarray(at, end === -1 ? part.length : end)
      .toString("latin1")
      .trim();
    faults.add({ file: file.name, line, column: "", found, expected: "text in UTF-8" });
    return false;
  };
  for await (const chunk of file.open()) {
    onBytes(chunk.length);
    const whole = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const end = whole.lastIndexOf(NEWLINE) + 1;
    carry = whole.subarray(end);
    if (end === 0) {
      if (carry.length > MAX_LINE_BYTES) {
        faults.add({
          file: file.name,
          line,
          column: "",
          found: "a line of over 4 MB",
          expected: "shorter lines",
        });
        return;
      }
      continue;
    }
    const head = whole.subarray(0, end);
    if (!isText(head)) return;
    for (let at = head.indexOf(NEWLINE); at !== -1; at = head.indexOf(NEWLINE, at + 1)) line++;
    yield head.toString("utf8");
  }
  if (carry.length > 0 && isText(carry)) yield carry.toString("utf8");
}

/** Records of a CSV file, the heading first; quoting errors are faults and end it. */
export async function* csvRecords(
  file: ImportFile,
  faults: Faults,
  onBytes: (bytes: number) => void,
): AsyncGenerator<ImportRecord> {
  const source = Readable.from(textOf(file, faults, onBytes), { objectMode: true });
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    encoding: "utf8",
  });
  // pipe() passes no errors on: a file that cannot be read must fail the import, not end it.
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const item of parser) {
      const { record, info } = item as { record: string[]; info: { lines: number } };
      let inner = 0;
      for (const cell of record) if (cell.includes("\n")) inner += cell.split("\n").length - 1;
      yield { line: info.lines - inner, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 0;
    faults.add({
      file: file.name,
      line,
      column: "",
      found: error.message,
      expected: "CSV with every quote closed",
    });
  } finally {
    source.destroy();
  }
}
