/** A table of a printed page; widths are shares of the page, numbers stand at the right. */
export type PdfTable = {
  heading: readonly string[];
  rows: readonly (readonly string[])[];
  isRight: readonly boolean[];
};

/** What is printed: a title, lines below it, tables with a heading of their own. */
export type PdfPage = {
  title: string;
  lines: readonly string[];
  tables: readonly { title: string; table: PdfTable }[];
};

// A4 upright, points.
const [WIDTH, HEIGHT, MARGIN] = [595, 842, 40];
const USABLE = WIDTH - 2 * MARGIN;
const [TITLE_PT, TEXT_PT, CELL_PT] = [15, 9.5, 7.5];
const LEADING = 1.35;
// Letters of Helvetica are about so wide, in their size; wide ones make up for narrow ones.
const LETTER = 0.52;
const COLUMN_MIN = 0.06;

// What Windows' code page has beside Latin-1, by its place there.
const ABOVE: Readonly<Record<string, number>> = {
  ...{ "€": 0x80, "‚": 0x82, "„": 0x84, "…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94 },
  ...{ "•": 0x95, "–": 0x96, "—": 0x97, "™": 0x99, Œ: 0x8c, œ: 0x9c, Š: 0x8a, š: 0x9a, Ž: 0x8e, ž: 0x9e },
};

const bytesOf = (text: string): number[] =>
  [...text.normalize("NFC")].map((letter) => {
    const code = letter.codePointAt(0) ?? 0x3f;
    return ABOVE[letter] ?? (code < 0x100 && (code < 0x7f || code > 0x9f) ? code : 0x3f);
  });

// A string of a page: what PDF takes for itself is escaped, all that is no ASCII is told by its number.
const literal = (text: string): string =>
  `(${bytesOf(text)
    .map((byte) =>
      byte === 0x28 || byte === 0x29 || byte === 0x5c
        ? `\\${String.fromCharCode(byte)}`
        : byte < 0x20 || byte > 0x7e
          ? `\\${byte.toString(8).padStart(3, "0")}`
          : String.fromCharCode(byte),
    )
    .join("")})`;

const widthOf = (text: string, size: number): number => text.length * size * LETTER;

const clipped = (text: string, width: number, size: number): string => {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
};

const wrapped = (text: string, width: number, size: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`, size) <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** Columns as wide as what they hold asks for, together as wide as the page. */
const widthsOf = ({ heading, rows }: PdfTable): number[] => {
  const wanted = heading.map((name, at) =>
    Math.max(name.length, ...rows.slice(0, 200).map((row) => Math.min(40, (row[at] ?? "").length))),
  );
  const all = wanted.reduce((sum, each) => sum + each, 0) || 1;
  const shares = wanted.map((each) => Math.max(COLUMN_MIN, each / all));
  const whole = shares.reduce((sum, each) => sum + each, 0) || 1;
  return shares.map((share) => (share / whole) * USABLE);
};

/** Prints a page description as a PDF of as many A4 sheets as it takes, in a font that every reader has. */
export const toPdf = ({ title, lines, tables }: PdfPage): Buffer => {
  const sheets: string[][] = [[]];
  let y = HEIGHT - MARGIN;
  const write = (text: string, x: number, size: number, font: "F1" | "F2") =>
    sheets.at(-1)?.push(`BT /${font} ${size} Tf ${x.toFixed(1)} ${y.toFixed(1)} Td ${literal(text)} Tj ET`);
  const down = (size: number): boolean => {
    const isNew = y - size * LEADING < MARGIN;
    if (isNew) {
      sheets.push([]);
      y = HEIGHT - MARGIN;
    }
    y -= size * LEADING;
    return isNew;
  };
  for (const line of wrapped(title, USABLE, TITLE_PT)) {
    down(TITLE_PT);
    write(line, MARGIN, TITLE_PT, "F2");
  }
  for (const line of lines.flatMap((each) => wrapped(each, USABLE, TEXT_PT))) {
    down(TEXT_PT);
    write(line, MARGIN, TEXT_PT, "F1");
  }
  for (const { title: name, table } of tables) {
    const widths = widthsOf(table);
    const row = (cells: readonly string[], font: "F1" | "F2") => {
      let x = MARGIN;
      for (const [at, width] of widths.entries()) {
        const text = clipped(cells[at] ?? "", width - 4, CELL_PT);
        write(text, table.isRight[at] ? x + width - 4 - widthOf(text, CELL_PT) : x, CELL_PT, font);
        x += width;
      }
    };
    down(TEXT_PT * 2);
    write(name, MARGIN, TEXT_PT, "F2");
    down(CELL_PT * 1.2);
    row(table.heading, "F2");
    for (const cells of table.rows) {
      if (down(CELL_PT)) {
        row(table.heading, "F2");
        down(CELL_PT);
      }
      row(cells, "F1");
    }
  }
  return bound(sheets.map((sheet) => sheet.join("\n")));
};

/** Puts sheets together into a file: catalogue, pages, two fonts, and where each of them begins. */
const bound = (sheets: readonly string[]): Buffer => {
  const pageAt = (i: number) => 5 + 2 * i;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${sheets.length} /Kids [${sheets.map((_, i) => `${pageAt(i)} 0 R`).join(" ")}] >>`,
    ...["Helvetica", "Helvetica-Bold"].map(
      (name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
    ),
    ...sheets.flatMap((sheet, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${pageAt(i) + 1} 0 R >>`,
      `<< /Length ${sheet.length} >>\nstream\n${sheet}\nendstream`,
    ]),
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
};
