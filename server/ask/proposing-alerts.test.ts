import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { understandProposing } from "#server/ask/proposing.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const clock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

/** What a question proposes in words, or why it does not; by rules alone. */
const proposedBy = async (text: string): Promise<string> => {
  const { understood } = await understandProposing(text, (part) =>
    understand(part, { ...{ linker, clock, depotIds: [] }, findAddress: async () => [] }),
  );
  if (understood.kind !== "reading")
    return understood.kind === "choice" ? "choice" : understood.refusal.reason;
  const { plan } = understood.reading;
  return plan.kind === "propose" ? plan.words : plan.kind;
};

it.each([
  // Quiet, without an end
  ["Stop alerting me about truck 4, it is in the workshop.", "your running alerts without Truck 4"],
  ["18's up on the ramp. Do pipe down about it.", "your running alerts without Truck 18"],
  ["Shut up about 27, it's in the garage", "your running alerts without Truck 27"],
  [
    "Truck 13 is in with the mechanic, so no more warnings out of it please.",
    "your running alerts without Truck 13",
  ],
  [
    "Suspension of all alerts concerning truck 29 for the duration of its stay in the workshop.",
    "your running alerts without Truck 29",
  ],
  ["mute truck 9 until it is back from the garage", "your running alerts without Truck 9"],
  // Until a moment
  [
    "No more late alerts for R-15 till tomorrow morning",
    "your running alerts about what runs late without R-15 until Thu, 26 Nov 2026 at 06:00",
  ],
  ["Silence truck 33 until December 4.", "your running alerts without Truck 33 until Fri, 4 Dec 2026"],
  ["Silence truck 33 until 3 March.", "your running alerts without Truck 33 until Wed, 3 Mar 2027"],
  ["mute truck 33 until Monday", "your running alerts without Truck 33 until Mon, 30 Nov 2026"],
  ["mute truck 3 till tomorrow 9am", "your running alerts without Truck 3 until Thu, 26 Nov 2026 at 09:00"],
  ["mute truck 3 for two hours", "your running alerts without Truck 3 until Wed, 25 Nov 2026 at 14:40"],
  ["mute truck 3 until 2 pm", "your running alerts without Truck 3 until Wed, 25 Nov 2026 at 14:00"],
  ["mute truck 3 until 7 am", "your running alerts without Truck 3 until Thu, 26 Nov 2026 at 07:00"],
  ["mute truck 3 for the rest of the day", "your running alerts without Truck 3 until Thu, 26 Nov 2026"],
  [
    "Stop every alarm for the North zone until 14:00.",
    "your running alerts without the North zone until Wed, 25 Nov 2026 at 14:00",
  ],
  ["Pause all my alerts until 3 pm", "your running alerts quiet until Wed, 25 Nov 2026 at 15:00"],
  ["mute truck 3 until the cows come home", "unclear"],
  ["mute the overtime alerts of truck 3", "not-yet"],
  // Told again
  ["turn trk 22 alerts bak on its fixed", "your alerts with Truck 22 again"],
  ["resume truck 4's alerts", "your alerts with Truck 4 again"],
  ["Unmute truck 4.", "your alerts with Truck 4 again"],
  ["Start telling me about truck 4 again", "your alerts with Truck 4 again"],
  ["stop muting truck 4", "your alerts with Truck 4 again"],
  ["Don't alert me about truck 4 again", "your running alerts without Truck 4"],
])("%s", async (text, words) => {
  expect(await proposedBy(text)).toBe(words);
});
