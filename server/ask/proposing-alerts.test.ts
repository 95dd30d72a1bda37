import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { understandProposing } from "#server/ask/proposing.ts";
import { inEnglish, linkerOf, understand } from "#server/ask/understand.ts";

const clock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

/** What a question proposes in words, or why it does not; by rules alone. */
const proposedBy = async (text: string): Promise<string> => {
  const { understood } = await understandProposing(inEnglish(text, linker).text, (part) =>
    understand(part, { ...{ linker, clock, depotIds: [] }, findAddress: async () => [] }),
  );
  if (understood.kind !== "reading")
    return understood.kind === "choice" ? "choice" : understood.refusal.reason;
  const { plan } = understood.reading;
  return plan.kind === "propose" ? plan.words : plan.kind;
};

it.each([
  // A mean of visits is watched as it is today, and one truck's wait is none
  [
    "Tell me when turnaround at the landfill is over 40 minutes",
    "a notice once there have been any of: time from arriving at a facility to leaving it, by facility, today, more than 40 min",
  ],
  [
    "Let me know when the average turnaround at the South landfill goes over 45 minutes.",
    "a notice once there have been any of: time from arriving at a facility to leaving it, by facility for South landfill, today, more than 45 min",
  ],
  [
    "Let me know if a truck waits more than half an hour at the South landfill.",
    "a notice once there have been any of: vehicles: at South landfill, waiting or tipping there for more than 30 min, earliest since first",
  ],
  [
    "Tell me when a repair takes longer than 10 days",
    "a notice once there have been any of: repairs: taking more than 10 days, latest first",
  ],
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
  [
    "mute truck 9 until it is back from the garage",
    "your running alerts without Truck 9, with no end: ask for its alerts again when it is back",
  ],
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
  ["mute truck 3 from 12:00 to 16:00", "your running alerts without Truck 3 until Wed, 25 Nov 2026 at 16:00"],
  ["mute truck 3 for the next two days", "your running alerts without Truck 3 until Fri, 27 Nov 2026"],
  ["It broke down at 11:30, mute truck 3", "your running alerts without Truck 3"],
  // Quiet from later on only, which no alert can be: not from now, and not without an end
  ["Mute alerts about R-1 tomorrow", "unclear"],
  ["Mute alerts about R-1 on Friday", "unclear"],
  ["Mute alerts about R-1 next week", "unclear"],
  ["Mute alerts about R-1 on 4 December", "unclear"],
  ["Mute alerts about R-1 from Friday until Monday", "unclear"],
  ["Mute alerts about R-1 from 14:00 to 16:00", "unclear"],
  ["Mute alerts about R-1 from 9 to 10", "unclear"],
  ["Mute alerts about R-1 from 14:00 for two hours", "unclear"],
  ["Mute alerts about R-1 this afternoon", "unclear"],
  ["Mute alerts about R-1 at 3pm", "unclear"],
  // What lasts, and how long, whether or not its unit is said again
  [
    "Nudge me if anything slips 20 minutes and stays slipped for five.",
    "a notice once there have been any for 5 min of: routes: under way, at least 20 min behind plan, today, longest behind plan first",
  ],
  [
    "txt me if any rte 15+ late for 10min",
    "a notice once there have been any for 10 min of: routes: under way, at least 15 min behind plan, today, longest behind plan first",
  ],
  [
    "Give us a bell if any run's more than 25 late and it doesn't pick up inside eight minutes.",
    "a notice once there have been any for 8 min of: routes: under way, more than 25 min behind plan, today, longest behind plan first",
  ],
  [
    "Notification rule: delay of any route in excess of one hour, sustained over twenty minutes.",
    "a notice once there have been any for 20 min of: routes: under way, more than 60 min behind plan, today, longest behind plan first",
  ],
  [
    "Text me if a recycling route falls more than 45 minutes behind and stays that way for 5.",
    "a notice once there have been any for 5 min of: routes: recycling, under way, more than 45 min behind plan, today, longest behind plan first",
  ],
  [
    "ping me if a route in the north zone is 30 min down for 10",
    "a notice once there have been any for 10 min of: routes: zone is North, under way, at least 30 min behind plan, today, longest behind plan first",
  ],
  [
    "Chuck me a heads-up if more than five exceptions are open",
    "a notice once there have been more than 5 of: exceptions: not closed, earliest respond by first",
  ],
  // Of two lengths the one that measures no lateness is how long it must last, wherever it stands
  [
    "Sag mir Bescheid, wenn eine Tour seit 5 Minuten mehr als 20 Minuten zu spät ist.",
    "a notice once there have been any for 5 min of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
  [
    "Sag mir Bescheid, wenn eine Tour 10 Minuten lang mehr als 30 Minuten hinter dem Plan liegt.",
    "a notice once there have been any for 10 min of: routes: under way, more than 30 min behind plan, today, longest behind plan first",
  ],
  [
    "Avísame cuando una ruta lleve 5 minutos con más de 20 minutos de retraso.",
    "a notice once there have been any for 5 min of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
  [
    "Avísame si una ruta lleva más de 20 minutos de retraso durante 5 minutos.",
    "a notice once there have been any for 5 min of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
  [
    "Tell me when a route has for 5 minutes been more than 20 minutes late.",
    "a notice once there have been any for 5 min of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
  [
    "Tell me if over a period of 10 minutes a route is more than 30 minutes behind plan",
    "a notice once there have been any for 10 min of: routes: under way, more than 30 min behind plan, today, longest behind plan first",
  ],
  [
    "tell me when, for the last 5 minutes, a route has been over 20 min late",
    "a notice once there have been any for 5 min of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
  [
    "alert when route is behind by at least 20 minutes during 5 minutes",
    "a notice once there have been any for 5 min of: routes: under way, at least 20 min behind plan, today, longest behind plan first",
  ],
  // Where a truck that stands is not
  [
    "Warn me when a truck stands still for more than 25 minutes outside a depot.",
    "a notice once there have been any of: vehicles: stopped, not in a depot's yard, in that state for more than 25 min, earliest since first",
  ],
  [
    "tell me if a lorry is parked for over half an hour and it is not at a depot or the tip",
    "a notice once there have been any of: vehicles: stopped, not in a depot's yard, not at a facility, in that state for more than 30 min, earliest since first",
  ],
  [
    "Avísame si un camión está detenido más de 20 minutos y no está en la base ni en el vertedero.",
    "a notice once there have been any of: vehicles: stopped, not in a depot's yard, not at a facility, in that state for more than 20 min, earliest since first",
  ],
  [
    "Warne mich, wenn ein Fahrzeug mehr als 20 Minuten steht und nicht im Depot oder auf der Deponie ist.",
    "a notice once there have been any of: vehicles: stopped, not in a depot's yard, not at a facility, in that state for more than 20 min, earliest since first",
  ],
  // A sentence before that only says why is left out; one that says which is not
  [
    "I hate learning about delays from the office. Notify me whenever a route falls 45 minutes behind and remains that way for a quarter of an hour.",
    "a notice once there have been any for 15 min of: routes: under way, at least 45 min behind plan, today, longest behind plan first",
  ],
  [
    "If there's any driver within half an hour of his legal hours, tell me.",
    "a notice once there have been any of: drivers' shifts: clocked in, on duty now, less than 0.5 h left of 13 h on duty and 9 h of driving, today, by what is left of 13 h on duty and 9 h of driving, least first",
  ],
  // Mails on weekdays and on days of each month
  [
    "City hall wants its proof-of-service PDF. Thursdays, four o'clock, till the end of time.",
    'a mail to you every Thursday at 16:00 with a PDF of: stops: done, with proof, this week so far, earliest done first; no address of "city hall" is known here: name one in the question to send it there',
  ],
  // As a week or a day begins, of the one that is over.
  [
    "Email me a PDF report of completed collections every Monday at 8 in the morning.",
    "a mail to you every Monday at 08:00 with a PDF of: stops: done, last week, earliest done first",
  ],
  [
    "Send me overtime by driver for the week before, every Monday at 7:00.",
    "a mail to you every Monday at 07:00 with a PDF of: overtime by driver, last week",
  ],
  [
    "Email me the contamination reports every morning at 7",
    "a mail to you every day at 07:00 with a PDF of: exceptions: contaminated, yesterday, latest opened first",
  ],
  [
    "Send me a list of the missed pickups every day at 16:00.",
    "a mail to you every day at 16:00 with a PDF of: exceptions: missed-pickup, today, latest opened first",
  ],
  [
    "Send me today's routes every morning at 6",
    "a mail to you every day at 06:00 with a PDF of: routes, today",
  ],
  [
    "Email me a completion report every evening at 6",
    "a mail to you every day at 18:00 with a PDF of: completion, today",
  ],
  // As a month begins, of the month that is over.
  [
    "Email me the overtime per driver on the first of every month.",
    "a mail to you on the 1st day of each month at 08:00 with a PDF of: overtime by driver, last month",
  ],
  [
    "Email me the overtime per driver this month on the first of every month.",
    "a mail to you on the 1st day of each month at 08:00 with a PDF of: overtime by driver, this month so far",
  ],
  [
    "Set up an automatic PDF of service verification to the city on the first Monday of each month at 8 AM.",
    'a mail to you on the 1st Monday of each month at 08:00 with a PDF of: stops: done, with proof, last month, earliest done first; no address of "the city" is known here: name one in the question to send it there',
  ],
  [
    "Every month-end at 6 in evening please be sending the city one PDF for service verification.",
    'a mail to you on the last day of each month at 18:00 with a PDF of: stops: done, with proof, this month so far, earliest done first; no address of "the city" is known here: name one in the question to send it there',
  ],
  [
    "Mail me the open exceptions on the 15th of every month at 9",
    "a mail to you on the 15th day of each month at 09:00 with a PDF of: exceptions: not closed, earliest respond by first",
  ],
  [
    "Send me overtime by depot last month as CSV on the last working day of each month at 17:00",
    "a mail to you on the last working day of each month at 17:00 with a CSV of: overtime by depot, last month",
  ],
  [
    "My finance team reviews spending on Mondays. Schedule an email at 7 AM that day with last week's overtime by depot as a spreadsheet.",
    "a mail to you every Monday at 07:00 with a CSV of: overtime by depot, last week",
  ],
  [
    "A weekly report with tonnes per waste stream, sent to me on Sunday evening at 20:00",
    "a mail to you every Sunday at 20:00 with a PDF of: tonnes collected by stream, this week so far",
  ],
  ["Every other Friday send me tonnes by depot", "not-yet"],
  [
    "schedule the missed pickups report for weekdays at 5:30pm to anna@city.org",
    "a mail to anna@city.org every Monday, Tuesday, Wednesday, Thursday and Friday at 17:30 with a PDF of: exceptions: missed-pickup, today, latest opened first",
  ],
  [
    "notify me the moment R-7 finishes",
    "a notice once there have been any of: routes: name is R-7, done, today, latest ended first",
  ],
  // A truck at a facility, and a queue there
  [
    "Give us a shout when 18 rolls into south landfill.",
    "a notice once there have been any of: vehicles: Truck 18, at South landfill, earliest since first",
  ],
  [
    "Chuck me a heads-up if the queue at south landfill blows past half an hour.",
    "a notice once there have been any of: vehicles: at South landfill, waiting or tipping there for more than 30 min, earliest since first",
  ],
  [
    "I only want to be bothered by what matters. Create an alert for any truck that sits at a landfill longer than 50 minutes.",
    "a notice once there have been any of: vehicles: tipping, in that state for more than 50 min",
  ],
  // Two things at once, or the contrary
  ["mute truck 4 and alert me about truck 5", "not-yet"],
  ["Do not mute truck 4", "unclear"],
  // Told again
  ["turn trk 22 alerts bak on its fixed", "your alerts with Truck 22 again"],
  ["resume truck 4's alerts", "your alerts with Truck 4 again"],
  ["Unmute truck 4.", "your alerts with Truck 4 again"],
  ["Start telling me about truck 4 again", "your alerts with Truck 4 again"],
  ["stop muting truck 4", "your alerts with Truck 4 again"],
  ["Turn truck 4's alerts back on now", "your alerts with Truck 4 again"],
  ["Turn R-1's alerts back on tomorrow at 9", "not-yet"],
  ["Turn R-1's alerts back on at 9", "not-yet"],
  ["Turn R-1's alerts back on on Friday", "not-yet"],
  ["Unmute R-1 in two hours", "not-yet"],
  ["Unmute R-1 for three days", "not-yet"],
  ["Don't alert me about truck 4 again", "your running alerts without Truck 4"],
  // Alerts of whoever asks, and warnings that are none of them
  ["Which of my alerts are active?", "own"],
  ["which alert rules are running", "own"],
  ["What alerts went off today?", "own"],
  ["show my late alerts", "own"],
  ["my scheduled reports, next first", "own"],
  ["What battery warnings are active?", "out-of-scope"],
  ["Which trucks have active warnings?", "out-of-scope"],
  ["What overfull alerts went off today?", "unclear"],
  ["Which of my battery alerts are running?", "unclear"],
  ["What reports of overtime are scheduled?", "unclear"],
  // Two conditions at once, or none; and what nothing watches
  [
    "Warn me when a truck is more than 95 % full and still has 20 stops left",
    "a notice once there have been any of: vehicles: more than 95% full, stops left at least 20, fullest first",
  ],
  [
    "Sag mir Bescheid, wenn ein Wagen über 95 % voll ist und noch 20 Stopps hat",
    "a notice once there have been any of: vehicles: more than 95% full, stops left at least 20, fullest first",
  ],
  [
    "Tell me when a route is over 30 minutes late and has more than 20 stops left",
    "a notice once there have been any of: routes: not started or under way, stops left over 20, more than 30 min behind plan, today, highest stops left first",
  ],
  ["Warn me when a truck is more than 95 % full or has 20 stops left", "unclear"],
  ["Warn me when a truck is full and idle for 20 minutes", "unclear"],
  ["Alert me when a container is more than 90 % full", "not-yet"],
  ["tell me when a bin is full", "not-yet"],
  ["warn me before a container overflows", "not-yet"],
  [
    "tell me when a container in Zone 4 is overfull",
    "a notice once there have been any of: exceptions: zone is Riverside, overfull, today, latest opened first",
  ],
  // A file once, and a file by a schedule
  ["Give me a CSV of the monthly tonnage by zone this year", "not-yet"],
  ["A PDF of the weekly overtime per depot", "not-yet"],
  ["A CSV of tonnage per month", "not-yet"],
  ["A CSV of the weekly overtime of every driver", "not-yet"],
  [
    "Send late routes weekly Fridays at 17:00",
    "a mail to you every Friday at 17:00 with a PDF of: routes: under way, at least 10 min behind plan, today, longest behind plan first",
  ],
  [
    "A PDF of overtime by depot, weekly, 17:00",
    "a mail to you every Monday at 17:00 with a PDF of: overtime by depot, last week",
  ],
  [
    "A PDF of overtime by depot, Fridays at 17:00",
    "a mail to you every Friday at 17:00 with a PDF of: overtime by depot, this week so far",
  ],
  [
    "A weekly PDF of overtime by depot to ann@example.org",
    "a mail to ann@example.org every Monday at 08:00 with a PDF of: overtime by depot, last week",
  ],
  [
    "Email me the monthly tonnage by zone every Friday at 9",
    "a mail to you every Friday at 09:00 with a PDF of: tonnes collected by zone and month, this month so far",
  ],
])("%s", async (text, words) => {
  expect(await proposedBy(text)).toBe(words);
});
