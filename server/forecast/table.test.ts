import { expect, it } from "vitest";
import { readSeries } from "#server/forecast/table.ts";

const { NaN: gap } = Number;
const read = (text: string) => readSeries(text).map(({ name, values }) => [name, ...values]);

it.each([
  [
    "a column each",
    "a,b\n1,2\n3,4\n",
    [
      ["a", 1, 3],
      ["b", 2, 4],
    ],
  ],
  ["a column of dates is no series", "month,a\n2024-01,1\n2024-02,2\n", [["a", 1, 2]]],
  ["dates under any name are none", "wann,a\n2024-01-01,1\n2024-01-02,2\n", [["a", 1, 2]]],
  [
    "gaps within, and series that end sooner",
    "a,b\n1,5\n,6\n3,\n",
    [
      ["a", 1, gap, 3],
      ["b", 5, 6],
    ],
  ],
  ["negatives, zeros and powers of ten", '"a"\n-1\n0\n1e3\n', [["a", -1, 0, 1000]]],
  [
    "lines of series,t,value in any order",
    "series,t,value\nx,2,20\ny,1,5\nx,1,10\n",
    [
      ["x", 10, 20],
      ["y", 5],
    ],
  ],
  ["steps nobody recorded", "series,t,value\nx,1,10\nx,2,20\nx,5,50\n", [["x", 10, 20, gap, gap, 50]]],
  [
    "days nobody recorded",
    "series,t,value\nx,2024-02-28,1\nx,2024-02-29,2\nx,2024-03-02,4\n",
    [["x", 1, 2, gap, 4]],
  ],
  [
    "months by their first day",
    "series,t,value\nx,2024-01-01,1\nx,2024-02-01,2\nx,2024-04-01,4\n",
    [["x", 1, 2, gap, 4]],
  ],
  [
    "months by name, columns in any order",
    "value,t,series\n1,2023-12,x\n2,2024-01,x\n4,2024-03,x\n",
    [["x", 1, 2, gap, 4]],
  ],
  ["uneven steps stay in order", "series,t,value\nx,1,1\nx,2.5,2\nx,4.1,3\n", [["x", 1, 2, 3]]],
])("%s", (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

it.each([
  ["nothing", "", "line 1: found nothing"],
  ["names alone", "a,b\n", "line 1: found names alone"],
  ["numbers in the place of names", "1,2\n3,4\n", "line 1: found numbers only"],
  ["a name twice", "a,a\n1,2\n", 'line 1: found "a" twice'],
  [
    "a word in the place of a number",
    "a,b\n1,2\n3,x4\n",
    'line 3: column "b" found "x4", expected a number or nothing',
  ],
  ["an endless number", "a\n1\nInfinity\n", 'line 3: column "a" found "Infinity"'],
  ["too many cells", "a\n1\n2,3\n", "line 3: found 2 columns, expected 1"],
  ["a step twice", "series,t,value\nx,1,1\ny,1,1\nx,1,2\n", 'line 4: series "x" has the same t as line 2'],
  ["no name", "series,t,value\n,1,1\n", 'line 2: column "series" found nothing'],
  ["no time", "series,t,value\nx,soon,1\n", 'line 2: column "t" found "soon"'],
  ["steps of two kinds", "series,t,value\nx,1,1\nx,2024-01-01,1\n", "mixes a moment with a number"],
  ["a quote that never ends", 'a\n"1\n', "Quote Not Closed"],
])("refuses %s and says where", (_, text, message) => {
  expect(() => readSeries(text)).toThrow(message);
});

it.each([
  ["lines of Windows", "a,b\r\n1,2\r\n3,\r\n"],
  ["lines of old", "a,b\r1,2\r3,\r"],
  ["a mark of its bytes, spaces and empty lines", "\uFEFF a , b \n\n 1 ,2\n\n3, \n"],
])("%s are read the same with quotes and without", (_, text) => {
  const plain = readSeries(text);
  expect(plain).toEqual(readSeries(text.replace("a", '"a"').replace(' "a"', '"a"')));
  expect(plain.map(({ name, values }) => [name, ...values])).toEqual([
    ["a", 1, 3],
    ["b", 2],
  ]);
});
