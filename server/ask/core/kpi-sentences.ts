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

/** What each kind of exception says, in one sentence. */
export const EXCEPTION_SENTENCES: Readonly<Record<string, string>> = {
  "missed-pickup": "A missed pickup is a stop that was due and was left undone.",
  "not-out": "Not out means that the container was not set out when the crew came.",
  "no-access": "No access means that the crew could not get to the container.",
  blocked: "Blocked means that something stood in the way of the container or the truck.",
  contaminated: "Contaminated means that the container held what does not belong in its stream.",
  overfull: "Overfull means that the container held more than it takes.",
  overweight: "Overweight means that the container was too heavy to be lifted.",
  "damaged-container": "Damaged container means that the container was found damaged.",
  "missing-container": "Missing container means that the container was not where it stands by the records.",
  "wrong-stream": "Wrong stream means that the container of another stream was set out.",
  unsafe: "Unsafe means that the stop could not be served safely.",
  "extra-waste": "Extra waste means that waste lay beside the container.",
  "vehicle-breakdown": "A breakdown is a vehicle that could not go on.",
};

/** How every exception is recorded. */
export const EXCEPTION_RECORDED =
  "Each is recorded as an exception of its own kind, with who reported it (the driver, a resident or the system), when it was opened, and the service day it counts on.";
