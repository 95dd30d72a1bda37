import { expect, it } from "vitest";
import { createDayLead } from "#server/operations/day-lead.ts";

const open = ({ takeUp = async () => {}, stop = async () => {} } = {}) => {
  const said: string[] = [];
  const say = (word: string) => async () => void said.push(word);
  let isRunning = true;
  const lead = createDayLead({
    simulator: {
      ...{ wake: say("wakes"), start: () => void said.push("starts") },
      stop: async () => {
        await stop();
        said.push("stops");
      },
    },
    ...{ isRunning: () => isRunning, refreshClocks: say("reads clocks") },
    takeUp: async () => {
      await takeUp();
      said.push("takes up");
    },
  });
  const turn = (on: boolean) => {
    isRunning = on;
    return lead.steer();
  };
  return { lead, said, turn };
};

it("takes the days up to today with the first lead of a process, and goes on from where they stand with every other", async () => {
  const { lead, said } = open();
  await lead.take();
  await lead.lose();
  await lead.take();
  expect(said).toEqual([
    ...["reads clocks", "takes up", "wakes", "starts"],
    ...["stops", "reads clocks", "wakes", "starts"],
  ]);
});

it("takes them up with the next lead where it could not with the first, and drives none meanwhile", async () => {
  let isBroken = true;
  const { lead, said, turn } = open({
    takeUp: async () => {
      if (isBroken) throw new Error("cannot");
    },
  });
  await expect(lead.take()).rejects.toThrow("cannot");
  await turn(true);
  expect(said).toEqual(["reads clocks", "stops"]);
  isBroken = false;
  await lead.take();
  expect(said.slice(2)).toEqual(["reads clocks", "takes up", "wakes", "starts"]);
});

it("has lost the lead once the days stand still, and not before", async () => {
  let endBeat = (): void => {};
  const beat = new Promise<void>((resolve) => {
    endBeat = resolve;
  });
  const { lead, said } = open({ stop: () => beat });
  await lead.take();
  const lost = lead.lose().then(() => said.push("lost"));
  await new Promise((done) => setTimeout(done, 20));
  expect(said.at(-1)).toBe("starts");
  endBeat();
  await lost;
  expect(said.slice(-2)).toEqual(["stops", "lost"]);
});

it("drives where it leads and the setting says so", async () => {
  const { lead, said, turn } = open();
  await turn(true);
  await lead.take();
  await turn(false);
  await turn(true);
  expect(said.filter((word) => word === "starts" || word === "stops")).toEqual([
    "stops",
    "starts",
    "stops",
    "starts",
  ]);
});
