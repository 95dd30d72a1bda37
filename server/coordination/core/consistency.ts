import type { Records } from "../schema.ts";
import { findCycle } from "./milestone-graph.ts";

/** Says what does not fit together in the records after a change; null where all does. */
export const inconsistency = ({ workstreams, milestones, blockers, handoffs }: Records): string | null => {
  const streams = new Set(workstreams.map(({ id }) => id));
  const byId = new Map(milestones.map((each) => [each.id, each]));
  const names = new Set<string>();
  for (const { name } of workstreams) {
    if (names.has(name.toLowerCase()))
      return `workstream ${name}: found another of that name, expected a name of its own`;
    names.add(name.toLowerCase());
  }
  for (const { title, workstreamId, dependsOn } of milestones) {
    if (!streams.has(workstreamId))
      return `milestone ${title}: found no workstream ${workstreamId}, expected one that is there`;
    const missing = dependsOn.find((id) => !byId.has(id));
    if (missing !== undefined)
      return `milestone ${title}: depends on milestone ${missing}, expected one that is there`;
  }
  const cycle = findCycle(milestones);
  if (cycle !== null) {
    const [first] = cycle;
    const titles = [...cycle, first!].map((id) => byId.get(id)?.title ?? String(id));
    return `milestones wait for each other: ${titles.join(" → ")}; expected no way back to the first`;
  }
  const works = [
    ...blockers.map(({ waitingId, awaitedId, ...rest }) => ({
      ...rest,
      what: "blocker",
      ends: [waitingId, awaitedId],
    })),
    ...handoffs.map(({ fromId, toId, ...rest }) => ({ ...rest, what: "handoff", ends: [fromId, toId] })),
  ];
  for (const { what, title, ends, milestoneId } of works) {
    const missing = ends.find((id) => id !== null && !streams.has(id));
    if (missing !== undefined)
      return `${what} ${title}: found no workstream ${missing}, expected one that is there`;
    if (ends[0] === ends[1])
      return `${what} ${title}: found the same workstream on both sides, expected two different ones`;
    if (milestoneId !== null && !byId.has(milestoneId))
      return `${what} ${title}: found no milestone ${milestoneId}, expected one that is there`;
  }
  return null;
};
