import { describe, expect, it } from "vitest";
import { organisationOf, readEvents, sortFiles } from "./import-upload.ts";

describe("files of an import", () => {
  it("name the organisation by their folder", () => {
    expect(organisationOf("Qingdao West")).toEqual({ slug: "qingdao-west", name: "Qingdao West" });
    expect(organisationOf("sites.geojson")).toEqual({ slug: "sites", name: "sites" });
  });

  it("are taken where they are tables, by name, and named where they are left", () => {
    const file = (name: string) => new File(["x"], name);
    const { taken, left, folder } = sortFiles([
      file("vehicles.csv"),
      file("README.md"),
      file(".DS_Store"),
      file("sites.geojson"),
    ]);
    expect(taken.map(({ name }) => name)).toEqual(["sites.geojson", "vehicles.csv"]);
    expect(left).toEqual(["README.md"]);
    expect(folder).toBeNull();
  });
});

describe("the stream of an import", () => {
  it("is read by whole events, however it is cut", () => {
    const first = readEvents('event: progress\ndata: {"rows":1}\n\nevent: rep');
    expect(first.events).toEqual([{ event: "progress", data: '{"rows":1}' }]);
    const second = readEvents(`${first.rest}ort\ndata: {}\n\n`);
    expect(second).toEqual({ events: [{ event: "report", data: "{}" }], rest: "" });
  });
});
