import type { ExceptionKind } from "#server/operations/schema.ts";

/** What drivers write about an exception. */
export const NOTES_OF_KIND: Record<ExceptionKind, readonly string[]> = {
  "not-out": [
    "Nothing at the kerb",
    "No bin out, blinds down",
    "Bin still in the back yard",
    "Walked up to the gate, bin left in the driveway",
    "Not presented, passed twice",
  ],
  "no-access": [
    "Gate locked, nobody answered the bell",
    "Code at the gate was changed",
    "Barrier down and no attendant",
    "Bollards up in the lane",
    "Gate padlocked again",
    "Skip lorry in the only entrance",
  ],
  blocked: [
    "Parked cars both sides, no way through",
    "Delivery van across the bin store",
    "Scaffolding over the bay",
    "Removal lorry in the lane",
    "Car parked in front of the containers",
  ],
  contaminated: [
    "Nappies in the recycling",
    "Black bags in with the paper",
    "Food all through the cardboard",
    "Plastic bags in the food waste",
    "Builder's rubble under the cardboard",
    "Textiles and a duvet on top",
  ],
  overfull: [
    "Lid will not close",
    "Heaped up a good foot over the rim",
    "Bags stacked beside it",
    "Overflowing since the weekend by the look of it",
    "Full and side waste around it",
  ],
  overweight: ["Lift alarm, left half of it", "Soil and rubble, the lift stalled", "Too heavy for the arm"],
  "damaged-container": [
    "Wheel missing",
    "Lid torn off its hinge",
    "Split down the side",
    "Trunnion bent, will not lock",
    "Fire damage, melted lid",
  ],
  "missing-container": [
    "Container gone from its place",
    "Neighbour says it was taken in the night",
    "Only two of three there",
  ],
  "wrong-stream": ["Glass in the refuse", "Garden waste in the recycling", "General waste in the food bin"],
  unsafe: [
    "Needles on top of the bags",
    "Dog loose in the yard",
    "Smell of gas at the bin store",
    "Ice on the ramp",
    "Gas bottle in the load",
  ],
  "extra-waste": [
    "Six bags beside the container",
    "Mattress left at the bins",
    "Flat-packed boxes next to it",
    "Two fridges dumped at the store",
  ],
  "vehicle-breakdown": [
    "Packer stopped half way, hydraulic pressure low",
    "Brake warning lamp, pulled over",
    "Engine derate, coolant hot",
    "Arm will not retract",
    "Flat tyre on the rear axle",
    "Will not start after the stop",
  ],
  "missed-pickup": [
    "Resident says we drove past",
    "Not collected with the rest of the street",
    "Caller says the lorry stopped short of the house",
    "Whole court missed",
    "Collection expected this morning, nothing happened",
  ],
};

/** How the office closes exceptions. */
export const RESOLUTIONS: Record<ExceptionKind, readonly string[]> = {
  "not-out": [
    "Noted, next regular collection",
    "Resident told how to present the bin",
    "No action, proof on file",
  ],
  "no-access": [
    "Go-back done the next morning",
    "New gate code noted",
    "Customer to leave the gate open",
    "Collected on the way back",
  ],
  blocked: ["Collected on the way back", "Go-back next day", "Asked parking enforcement to look in"],
  contaminated: ["Tag left, letter sent", "Collected as refuse, charged", "Resident advised by phone"],
  overfull: ["Extra lift done", "Larger container offered", "Second collection agreed"],
  overweight: ["Customer to lighten the load", "Collected by hand the next day"],
  "damaged-container": ["Container replaced", "Wheel repaired on site", "Lid replaced"],
  "missing-container": ["New container delivered", "Found at the neighbour's, returned"],
  "wrong-stream": ["Tag left", "Collected as refuse"],
  unsafe: ["Site made safe, collected later", "Supervisor visited", "Hazard team removed it"],
  "extra-waste": ["Taken along and charged", "Bulky pickup arranged", "Left, customer informed"],
  "vehicle-breakdown": [
    "Mechanic repaired it on the road",
    "Towed, spare truck took over",
    "Reset and drove on, workshop booked",
  ],
  "missed-pickup": [
    "Go-back done",
    "Collected the next morning",
    "Proof shows it was served, caller informed",
    "Extra collection on Saturday",
  ],
};

/** Why a stop was missed by its crew. */
export const MISS_REASONS: readonly string[] = [
  "overlooked",
  "crew out of time",
  "truck full",
  "new crew, unfamiliar round",
  "turned back at roadworks",
];
/** Why a stop was done out of its order. */
export const REORDER_REASONS: readonly string[] = [
  "came back after a delivery van left",
  "school run, street too busy",
  "customer asked to come later",
  "access opened later",
  "avoided a queue",
];
