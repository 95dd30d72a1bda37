import { describe, expect, it } from "vitest";
import type { Column } from "./column.ts";
import { layoutFrom, readLayout, writeLayout } from "./column-layout.ts";

const column = (key: string, isExtra = false): Column<never> => ({
  key,
  label: key,
  widthPx: 100,
  isExtra,
  cell: () => null,
});
const columns = [column("name"), column("status"), column("plate", true)];

describe("column layout", () => {
  it("shows the declared columns in their order and hides the extra ones where nothing is stored", () => {
    expect(layoutFrom(null, columns)).toEqual({
      order: ["name", "status", "plate"],
      visible: { plate: false },
      widths: {},
    });
  });

  it("puts columns a stored layout does not know last and forgets columns that are gone", () => {
    const text = JSON.stringify({
      order: ["gone", "status"],
      visible: { gone: true, plate: true },
      widths: { name: 200 },
    });
    expect(layoutFrom(text, columns)).toEqual({
      order: ["status", "name", "plate"],
      visible: { plate: true },
      widths: { name: 200 },
    });
  });

  it("falls back to the declared layout when what is stored cannot be read or is out of range", () => {
    for (const text of ["{", "null", "7", '{"order":"x","widths":{"name":9999},"visible":{"name":"no"}}'])
      expect(layoutFrom(text, columns)).toEqual(layoutFrom(null, columns));
  });

  it("reads back what it wrote, and nothing after it was told to forget", () => {
    const layout = { order: ["plate", "name", "status"], visible: { plate: true }, widths: { status: 90 } };
    writeLayout("test", layout);
    expect(readLayout("test", columns)).toEqual(layout);
    writeLayout("test", null);
    expect(readLayout("test", columns)).toEqual(layoutFrom(null, columns));
  });
});
