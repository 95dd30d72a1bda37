import { type Instance, Lines, plainProblem, plainStop, plainVehicle, planeTable } from "./instance.ts";

/** Reads a Solomon or Homberger `.txt` file: Euclidean distances in double precision, which are times too. */
export const readSolomon = (file: string, text: string): Instance => {
  const lines = new Lines(file, text);
  const name = lines.need("the name of the instance");
  const heading = (word: string) => {
    const line = lines.need(`the heading ${word}`);
    if (!line.toUpperCase().startsWith(word)) lines.fail(`"${line}"`, `the heading ${word}`);
  };
  heading("VEHICLE");
  heading("NUMBER");
  const [count = 0, capacity = 0] = lines.numbers(
    lines.need("a fleet"),
    2,
    "number and capacity of vehicles",
  );
  if (!(Number.isInteger(count) && count > 0)) lines.fail(`${count} vehicles`, "an integer of 1 or more");
  heading("CUSTOMER");
  heading("CUST");
  const rows: number[][] = [];
  const expected = "number, x, y, demand, ready time, due date and service time";
  for (let line = lines.take(); line !== null; line = lines.take()) {
    const row = lines.numbers(line, 7, expected);
    const [number = 0, , , demand = 0, ready = 0, due = 0, service = 0] = row;
    if (number !== rows.length) lines.fail(`customer ${number}`, `customer ${rows.length}`);
    if (ready > due) lines.fail(`a window from ${ready} to ${due}`, "one that ends after it starts");
    if (demand < 0 || demand > capacity) lines.fail(`demand ${demand}`, `0 to the capacity ${capacity}`);
    if (service < 0) lines.fail(`service time ${service}`, "0 or more");
    rows.push(row);
  }
  if (rows.length < 2) lines.fail(`${rows.length} customers`, "a depot and one customer or more");
  const [, , , , opens = 0, closes = 0] = rows[0] ?? [];
  const size = rows.length;
  const distance = planeTable(
    rows.map(([, x = 0]) => x),
    rows.map(([, , y = 0]) => y),
    new Float64Array(size * size),
    (d) => d,
  );
  return {
    name,
    problem: {
      ...plainProblem,
      travel: { kind: "table", size, distance, seconds: distance },
      stops: rows.slice(1).map(([, , , demand = 0, early = 0, late = 0, service = 0], index) => ({
        ...plainStop(index + 1, demand),
        early,
        late,
        service,
      })),
      vehicles: [{ ...plainVehicle(0, count, capacity), shiftStart: opens, shiftEnd: closes }],
    },
    numbers: Array.from({ length: size }, (_, node) => node),
    distanceScale: 1,
    timeScale: 1,
  };
};
