/** How each KPI is reckoned, in one sentence. */
export const KPI_SENTENCES: Readonly<Record<string, string>> = {
  "on-time": "On-time is stops started inside their window divided by stops due.",
  completion: "Completion is stops done divided by stops due.",
  "missed-per-1000": "Missed per 1,000 is missed stops times 1,000 divided by stops due.",
  "stops-per-hour": "Stops per hour is stops done divided by route hours, gate to gate.",
  "tonnes-per-route-hour": "Tonnes per route hour is weighed tonnes divided by route hours.",
  "set-out-rate": "Set-out rate is sites with a lift divided by sites passed.",
  contamination: "Contamination is contaminated exceptions divided by lifts.",
  overflow: "Overflow is overfull exceptions divided by lifts.",
  adherence:
    "Adherence is 1 minus the absolute difference of driven and planned distance, divided by planned distance.",
  idle: "Idle is minutes with the engine on and no speed, away from stops and facilities, divided by route minutes.",
  "cost-per-stop":
    "Cost per stop is driver hours at wage plus distance at rate plus fuel plus disposal fees, divided by stops.",
  "cost-per-tonne":
    "Cost per tonne is driver hours at wage plus distance at rate plus fuel plus disposal fees, divided by tonnes.",
  co2: "CO2 is litres of diesel times 2.68 kg.",
};
