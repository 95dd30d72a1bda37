/**
 * Ways to ask one thing of a place {x}: each row is one intent in five bodies. Written apart from the guards and from
 * the lexicon of the reader, and not changed to suit them.
 */
export const INTENTS: readonly (readonly [string, ...string[]])[] = [
  [
    "missed pickups in {x} today",
    "today's missed pickups in {x}",
    "pickups missed today in {x}",
    "missed collections in {x} today",
    "which pickups were missed in {x} today",
  ],
  [
    "open exceptions in {x}",
    "exceptions still open in {x}",
    "unresolved exceptions in {x}",
    "exceptions in {x} that are not closed",
    "what exceptions are open in {x}",
  ],
  [
    "contamination rate in {x} last week",
    "last week's contamination rate in {x}",
    "contamination rate for {x} last week",
    "how high was contamination in {x} last week",
    "contamination in {x} during last week",
  ],
  [
    "stops left in {x}",
    "remaining stops in {x}",
    "how many stops are left in {x}",
    "stops still to do in {x}",
    "number of stops remaining in {x}",
  ],
  [
    "overflowing containers in {x}",
    "containers overflowing in {x}",
    "overfull containers in {x}",
    "which containers overflow in {x}",
    "containers that are overflowing in {x}",
  ],
  [
    "tonnage in {x} this month",
    "weight collected in {x} this month",
    "how many tonnes were collected in {x} this month",
    "total weight in {x} this month",
    "this month's collected weight in {x}",
  ],
  [
    "on-time rate in {x} yesterday",
    "yesterday's on-time rate in {x}",
    "on time rate for {x} yesterday",
    "how punctual was {x} yesterday",
    "punctuality in {x} yesterday",
  ],
  [
    "vehicles in {x}",
    "trucks in {x}",
    "which trucks are in {x}",
    "lorries in {x}",
    "what vehicles are now in {x}",
  ],
  [
    "routes more than 20 minutes late in {x}",
    "which routes in {x} are over 20 minutes late",
    "routes in {x} delayed by more than twenty minutes",
    "late routes in {x}, by over 20 min",
    "routes in {x} running late by more than 20 minutes",
  ],
  [
    "damaged bins in {x} waiting for replacement",
    "damaged containers in {x} that wait for replacement",
    "containers in {x} that are damaged and need replacing",
    "broken bins to be replaced in {x}",
    "which damaged bins await replacement in {x}",
  ],
  [
    "notes about a locked gate in {x}",
    "any notes on locked gates in {x}",
    "what do the notes say about a locked gate in {x}",
    "notes in {x} that mention a locked gate",
    "locked gate notes for {x}",
  ],
  [
    "complaints about noise in {x} in the last 90 days",
    "noise complaints in {x} over the last 90 days",
    "residents of {x} who complained about noise in the last 90 days",
    "complaints of noise from {x} in the past 90 days",
    "which complaints about noise came from {x} in the last 90 days",
  ],
  [
    "top five vehicles by idle time in {x} last month",
    "the 5 vehicles with the most idle time in {x} last month",
    "five trucks with the highest idle time in {x} last month",
    "which five vehicles idled most in {x} last month",
    "top 5 trucks by idling in {x} last month",
  ],
  [
    "blocked access in {x} this week",
    "stops in {x} with blocked access this week",
    "this week's blocked stops in {x}",
    "where was access blocked in {x} this week",
    "access that was blocked in {x} this week",
  ],
  [
    "cost per tonne in {x} in October",
    "October's cost per tonne in {x}",
    "what did a tonne cost in {x} in October",
    "cost of a tonne in {x} during October",
    "price per tonne for {x} in October",
  ],
  [
    "drivers without a break since 8 in {x}",
    "which drivers in {x} have had no break since 8",
    "drivers in {x} who took no break since 8",
    "who in {x} has not had a break since 8",
    "drivers of {x} with no break since 8",
  ],
  [
    "bulky pickups booked for {x} on Friday",
    "bulky collections booked for Friday in {x}",
    "Friday's bulky pickups in {x}",
    "which bulky pickups are booked in {x} on Friday",
    "bulky orders for {x} on Friday",
  ],
  [
    "set-out rate in {x} last month",
    "last month's set-out rate in {x}",
    "participation in {x} last month",
    "set out rate of {x} for last month",
    "how high was the set-out rate in {x} last month",
  ],
];

/** What people put before a question without asking anything else. */
export const OPENINGS = ["", "please show ", "can you tell me ", "I would like to see "];
