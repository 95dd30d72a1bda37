// A cell that a spreadsheet would run as a formula is defused by an apostrophe.
const RISKY = /^[=+\-@\t\r]/;

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value)
    ? value.join("; ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  const safe = RISKY.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Maps a heading and rows of values to CSV as in RFC 4180; numbers stay bare, text never becomes a formula. */
export const toCsv = (heading: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  `${[heading, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** Gives the browser a text as a file of that name. */
export const saveFile = (name: string, text: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Gives the browser a CSV as a file of that name. */
export const saveCsv = (name: string, csv: string): void => saveFile(name, csv, "text/csv");

/** Maps a heading and rows of values to text with tabs, as spreadsheets take it from the clipboard; text never becomes a formula. */
export const toTsv = (heading: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const plain = (value: unknown) => {
    const text = (Array.isArray(value) ? value.join("; ") : String(value ?? "")).replaceAll(
      /[\t\r\n]+/g,
      " ",
    );
    return typeof value !== "number" && RISKY.test(text) ? `'${text}` : text;
  };
  return [heading, ...rows].map((row) => row.map(plain).join("\t")).join("\n");
};
