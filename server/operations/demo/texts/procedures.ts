/** Procedures of the fleet, as crews and dispatchers look them up. */
export const PROCEDURES: readonly { title: string; body: string }[] = [
  {
    title: "Smoking or burning load",
    body: "If the load smokes or burns: do not open the tailgate in a street with houses. Tell dispatch at once and drive, if it is safe, to the nearest open hard ground away from buildings, cars and drains; depot and facility sites are on the map layer. Engage the handbrake, everybody out, stay upwind. Call 999. Dispatch tells the fire service the stream and whether batteries are likely. Tip the load only when the fire officer asks for it. Never use water on a load with batteries. Afterwards the truck is out of use until the workshop has released it.",
  },
  {
    title: "Brake fault or low air pressure",
    body: "A red brake lamp, an air pressure alarm or a fault of the service brake circuit (SPN 1087) means: stop in a safe place, do not drive on. Severity 3 codes ground the truck until the workshop signs it off. Dispatch covers the rest of the route. An amber ABS lamp alone (such as SPN 792) is severity 2: the truck may return to the depot at reduced speed if the brakes feel normal; it may not start a new route before the workshop has seen it.",
  },
  {
    title: "Going out with a fault code",
    body: "Severity 1 codes are notes: the truck may go out, report them at the end of the shift. Severity 2 codes: the duty mechanic decides before departure and writes his name on the defect sheet; without it the truck stays. Severity 3 codes: do not drive. The driver never decides alone, and dispatch never talks a driver into going out.",
  },
  {
    title: "Contaminated load",
    body: "Lift the lid before you lift the container. Wrong material on top: do not empty it, take a photo, leave a tag and report 'contaminated'. If contamination shows only after the lift, report it and go on; do not climb into the hopper. Three reports at one address in a month go to the recycling officer, who writes to the customer. A whole load that is refused at the transfer station is weighed as refuse and the route notes it.",
  },
  {
    title: "Needles and sharps",
    body: "Never reach into a bag or bin. On needles or other sharps: stop, report 'unsafe' with a photo, leave the container and mark it with tape. Loose needles on the ground are picked up only with tongs into the sharps box by trained staff. After a needle stick let the wound bleed, wash it with soap, call dispatch, and go to the hospital at once: treatment has to start within hours. Dispatch records the accident the same day.",
  },
  {
    title: "Vehicle breakdown on the route",
    body: "Hazard lights, triangle at 45 metres, high-visibility vest, everybody behind the barrier or on the pavement. Report 'vehicle breakdown' with the stop you are at. Dispatch has 15 minutes to take it: call the duty mechanic, look which trucks of the same body type have room, and move the stops with fixed windows first. A loaded truck that cannot tip within the day is towed to the facility, never left on the street over night.",
  },
  {
    title: "Blocked street or no access",
    body: "Wait no longer than five minutes. Report 'blocked' or 'no access' with a photo that shows why, and go on with the next stop. Dispatch calls the customer and decides on the way back or a go-back. Never move private cars, never open a lock without a code that is noted in the system.",
  },
  {
    title: "Missed pickup reported by a resident",
    body: "Look at the stop first: time of arrival, lifts, photo. If it was served, tell the caller what the proof shows. If not, open a missed pickup and take it: a go-back on the same day before 15:00 if a truck of that stream passes within two kilometres, otherwise first thing next morning. The service clock is two hours.",
  },
  {
    title: "Not out",
    body: "Sound the horn once, look behind hedge and gate from the pavement, take a photo of the empty spot and report 'not out'. Do not enter private ground. One go-back a quarter is free for the customer; after that it is charged.",
  },
  {
    title: "Overweight container",
    body: "If the lift alarm sounds, set the container down and do not try again. Report 'overweight'. Soil, rubble and liquids are not our material. The customer has to lighten it before the next collection.",
  },
  {
    title: "Narrow alleys and reversing",
    body: "No reversing without a banksman. Streets marked as narrow are for small trucks only; a rear loader stays out and the crew brings the containers. If you cannot see the banksman, stop. Reversing in School Lane is forbidden between 08:00 and 09:00.",
  },
  {
    title: "Schools",
    body: "Collections at schools are done before 09:00 or after the pupils have left. No movement in front of the gate from 08:30 to 08:55. The limit past a school is 20 mph (32 km/h); speeding there is followed up by the supervisor the same day.",
  },
  {
    title: "Hospital compound",
    body: "Only drivers with the compound induction. Enter by gate 3, report at the waste desk, keep clear of the ambulance bay. We take general waste, recycling, food and glass. Yellow and orange bags are clinical waste: never load them; if you find one in our container, stop, report 'unsafe' and wait for the waste desk.",
  },
  {
    title: "Spill of oil or hydraulic fluid",
    body: "Stop the pump, engine off. Block drains first, then spread the absorbent from the spill kit. Report 'unsafe' and ask for the sweeper. More than ten litres, or any oil in a drain or in the harbour, goes to the environment agency by dispatch within the hour.",
  },
  {
    title: "Driving hours and breaks",
    body: "A break of 30 minutes at the latest after six hours of work, 45 minutes after four and a half hours of driving. Nine hours of driving and thirteen hours of duty are the limit of a day. Dispatch plans no stop that would break them; who is close to a limit returns, whatever is left on the route.",
  },
  {
    title: "Snow and ice",
    body: "Start one hour later when the gritters are not through. Main roads and gritted streets first, hills and closes only if the supervisor has released them. Stops that cannot be reached are reported once per street as 'no access'. Containers that are full are served first the next day.",
  },
  {
    title: "Landfill closed or long queue",
    body: "At a queue over 30 minutes at the South landfill dispatch sends refuse trucks that are not past the ring to the South transfer station; organics stay unless the compost pad is closed. Each diversion is noted with the price difference. Drivers do not choose the facility by themselves.",
  },
  {
    title: "Gas bottle or battery in the load",
    body: "Stop the packer at once. Do not run it backwards. Move to open ground, report 'unsafe', keep ten metres away. Lithium batteries can catch fire hours later: the load is tipped separately at the transfer station and watched.",
  },
  {
    title: "Damaged or missing container",
    body: "Report it with a photo and the number on the label. Dispatch orders a repair or a replacement; the customer is told the day. Until then a spare is delivered where the stream is food waste or glass. A container that is damaged by our own lift is replaced without charge.",
  },
  {
    title: "Accident with injury",
    body: "Stop, secure, first aid, 999. Nobody leaves. Dispatch informs the supervisor and the duty manager at once and keeps the telematics and camera data from one hour before. Say nothing about guilt. The route is taken over; the crew does not drive on that day.",
  },
  {
    title: "Weigh tickets",
    body: "Every tip has a ticket. Show the truck's tag at the weighbridge and check that the stream on the display is right. A ticket without a route is matched by the office within seven days: by truck and time first, by stream and weight second.",
  },
];
