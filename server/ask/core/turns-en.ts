import type { Turn } from "#server/ask/core/turn-slots.ts";
import { AHEAD_TURNS } from "#server/ask/core/turns-ahead-en.ts";
import { ASKED_TURNS } from "#server/ask/core/turns-asked-en.ts";
import { COST_TURNS } from "#server/ask/core/turns-costs-en.ts";
import { CREW_TURNS } from "#server/ask/core/turns-crews-en.ts";
import { DAY_TURNS } from "#server/ask/core/turns-day-en.ts";
import { DIALECT_TURNS } from "#server/ask/core/turns-dialect-en.ts";
import { MEASURE_TURNS } from "#server/ask/core/turns-measures-en.ts";
import { OFFICE_TURNS } from "#server/ask/core/turns-office-en.ts";
import { PLATFORM_TURNS } from "#server/ask/core/turns-platform-en.ts";
import { PROPOSE_TURNS } from "#server/ask/core/turns-propose-en.ts";
import { RANK_TURNS } from "#server/ask/core/turns-ranks-en.ts";
import { RECORD_TURNS } from "#server/ask/core/turns-records-en.ts";
import { ROUND_TURNS } from "#server/ask/core/turns-rounds-en.ts";
import { STATUS_TURNS } from "#server/ask/core/turns-status-en.ts";
import { TIP_TURNS } from "#server/ask/core/turns-tips-en.ts";
import { TRUCK_TURNS } from "#server/ask/core/turns-trucks-en.ts";
import { WORKSHOP_TURNS } from "#server/ask/core/turns-workshop-en.ts";
import { YARD_TURNS } from "#server/ask/core/turns-yard-en.ts";

/** Whether a text said otherwise keeps what it names, which kinds it speaks of, and what must not be answered. */
export type Keeps = (text: string, said: string) => boolean;

const TURNS: readonly Turn[] = [
  ...DIALECT_TURNS,
  ...PROPOSE_TURNS,
  ...STATUS_TURNS,
  ...WORKSHOP_TURNS,
  ...CREW_TURNS,
  ...YARD_TURNS,
  ...TRUCK_TURNS,
  ...ROUND_TURNS,
  ...ASKED_TURNS,
  ...TIP_TURNS,
  ...PLATFORM_TURNS,
  ...COST_TURNS,
  ...AHEAD_TURNS,
  ...RANK_TURNS,
  ...MEASURE_TURNS,
  ...DAY_TURNS,
  ...OFFICE_TURNS,
  ...RECORD_TURNS,
];

/**
 * Says turns of phrase with a slot in them in the plain words that the rules know: what stands in the slot differs, what is
 * around it says the same. They are put right in their order, before anything else is; one that does not keep what is told
 * (`keeps`) is left as it stands.
 */
export const unturned = (text: string, keeps: Keeps = () => true): string =>
  TURNS.reduce((rest, [found, put]) => {
    const said = typeof put === "string" ? rest.replace(found, put) : rest.replace(found, put);
    return said === rest || keeps(rest, said) ? said : rest;
  }, text);
