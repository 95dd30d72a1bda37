import { dayWordsIn } from "#server/lib/day-words.ts";
import { addDays, daysBetween, minutesOf, serviceDayOf } from "#server/lib/service-day.ts";
import { spanWords } from "#server/lib/span-words.ts";
import { type Board, type BriefingPart, type Figure, SLOTS, type Slot } from "../schema.ts";

/** A KPI of the service day against its target, in words. */
export type Target = { name: string; value: string; target: string; isMet: boolean | null };
/** A change that the audit log holds since the briefing before. */
export type Shipped = { action: string; subject: string; actor: string };

const MINUTE_MS = 60_000;
const HOUR_S = 3_600;
const NEXT_DAYS = 7;
const MOST_LINES = 12;

const minutesOfSlot = (slot: Slot): number => Number(slot.slice(0, 2)) * 60 + Number(slot.slice(3));

/** The briefing of a zone's day that was due last at an instant; null before the first of the day. */
export const slotAt = (now: string, timeZone: string): { day: string; slot: Slot } | null => {
  const minutes = minutesOf(now, timeZone);
  const slot = SLOTS.findLast((each) => minutesOfSlot(each) <= minutes);
  return slot === undefined ? null : { day: serviceDayOf(now, timeZone), slot };
};

type Line = BriefingPart["lines"][number];

const said = (text: string, tone: Line["tone"]): Line => ({ text, tone });
const toneOf = (isMet: boolean | null): Line["tone"] => (isMet === null ? "idle" : isMet ? "good" : "bad");
const round = (value: number): number => Math.round(value * 10) / 10;
const figureText = (unit: Figure["unit"], value: number): string =>
  unit === "share" ? `${round(value * 100)}%` : spanWords(value * HOUR_S);

const FIGURE_WORDS: Readonly<Record<Figure["name"], string>> = {
  handoffs: "Handoff success",
  resolution: "Dependency resolution",
  onTime: "On-time milestones",
  utilisation: "Utilisation",
};

const SHIPPED_WORDS: Readonly<Record<string, string>> = {
  "plan.accept": "Plan accepted",
  "flag.save": "Flag changed",
  "flag.remove": "Flag removed",
  "flag.release.done": "Release done",
  "milestone.deliver": "Milestone delivered",
};

const ROLLED_BACK_WORDS: Readonly<Record<string, string>> = {
  "flag.release.rollback": "Release rolled back",
  "flag.release.cancel": "Release cancelled",
};

/** The actions of the audit log that a briefing tells of. */
export const TOLD_ACTIONS: readonly string[] = [
  ...Object.keys(SHIPPED_WORDS),
  ...Object.keys(ROLLED_BACK_WORDS),
];

// The same done many times is one line with its count.
const told = (
  changes: readonly Shipped[],
  words: Readonly<Record<string, string>>,
  tone: Line["tone"],
): Line[] => {
  const counts = new Map<string, number>();
  for (const { action, subject, actor } of changes) {
    if (words[action] === undefined) continue;
    const text = `${words[action]}: ${subject}, by ${actor}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => said(count === 1 ? text : `${text} (${count} times)`, tone));
};

const risksOf = ({ milestones, critical, loads, handoffs, workstreams, today, now }: Board): Line[] => {
  const late = milestones.filter(({ deliveredAt, dueOn }) => deliveredAt === null && dueOn < today);
  const end = milestones.find(({ id }) => id === critical.ids.at(-1));
  const daysLeft = end === undefined ? 0 : daysBetween(today, end.dueOn) + 1;
  const over = loads.filter(({ dueDays, capacityDays }) => dueDays > capacityDays);
  const forgotten = handoffs.filter(
    ({ handedAt, limitMinutes }) => Date.parse(handedAt) + limitMinutes * MINUTE_MS < Date.parse(now),
  );
  return [
    ...late.map(({ title, dueOn }) =>
      said(`${title} was due on ${dayWordsIn(dueOn, today)} and is not delivered`, "bad"),
    ),
    ...(end !== undefined && critical.days > daysLeft
      ? [
          said(
            `${end.title} is due on ${dayWordsIn(end.dueOn, today)}, but ${round(critical.days)} days of work lead to it`,
            "bad",
          ),
        ]
      : []),
    ...over.map(({ workstreamId, dueDays, capacityDays }) => {
      const name = workstreams.find(({ id }) => id === workstreamId)?.name ?? "";
      return said(
        `${name} has ${round(dueDays)} days of work due in two weeks and can do ${round(capacityDays)}`,
        "bad",
      );
    }),
    ...forgotten.map(({ title }) => said(`Handoff ${title} is past its limit`, "bad")),
  ];
};

/** Makes the parts of a briefing from what is stored: nothing in it is anybody's opinion. */
export const briefingOf = ({
  board,
  figures,
  targets,
  changes,
}: {
  board: Board;
  figures: readonly Figure[];
  targets: readonly Target[];
  changes: readonly Shipped[];
}): BriefingPart[] => {
  const nameOf = (id: number | null) => board.workstreams.find((each) => each.id === id)?.name ?? "Dispatch";
  const until = addDays(board.today, NEXT_DAYS);
  const spanSince = (instant: string) => spanWords((Date.parse(board.now) - Date.parse(instant)) / 1_000);
  const parts: [BriefingPart["name"], Line[]][] = [
    [
      "targets",
      [
        ...figures
          .filter(({ value }) => value !== null)
          .map(({ name, unit, value, target, isMet }) =>
            said(
              `${FIGURE_WORDS[name]} ${figureText(unit, value ?? 0)}, target ${figureText(unit, target)}`,
              toneOf(isMet),
            ),
          ),
        ...targets.map(({ name, value, target, isMet }) =>
          said(`${name} ${value}, target ${target}`, toneOf(isMet)),
        ),
      ],
    ],
    [
      "needed",
      [
        ...board.blockers.map(({ awaitedId, waitingId, title, openedAt }) =>
          said(
            `${nameOf(awaitedId)} is needed by ${nameOf(waitingId)}: ${title}, for ${spanSince(openedAt)}`,
            "bad",
          ),
        ),
        ...board.handoffs.map(({ toId, title }) =>
          said(`${nameOf(toId)} has not acknowledged: ${title}`, "idle"),
        ),
      ],
    ],
    ["shipped", told(changes, SHIPPED_WORDS, "good")],
    ["rolledBack", told(changes, ROLLED_BACK_WORDS, "bad")],
    ["risks", risksOf(board)],
    [
      "next",
      board.milestones
        .filter(({ deliveredAt, dueOn }) => deliveredAt === null && dueOn >= board.today && dueOn <= until)
        .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
        .map(({ title, dueOn, workstreamId }) =>
          said(`${title}, due on ${dayWordsIn(dueOn, board.today)}, by ${nameOf(workstreamId)}`, "idle"),
        ),
    ],
  ];
  return parts.map(([name, lines]) => ({
    name,
    lines:
      lines.length > MOST_LINES
        ? [...lines.slice(0, MOST_LINES), said(`and ${lines.length - MOST_LINES} more`, "idle")]
        : lines,
  }));
};
