/** Drivers of the demo city; the driver at index i usually drives R-(i+1), the last ten stand in. */
export const DRIVER_NAMES: readonly string[] = [
  "Aisha Rahman",
  "Tomasz Zielinski",
  "Grace Holloway",
  "Daniel Osei",
  "Priya Nair",
  "Kevin Marsh",
  "Ioana Popescu",
  "Samuel Adeyemi",
  "Ben Castleton",
  "Fatima Bello",
  "Wei Chen",
  "Rhys Llewellyn",
  "Olga Petrova",
  "Marcus Whitby",
  "Chloe Bennett",
  "Hassan Jafari",
  "Maria Santos",
  "Declan Byrne",
  "Yusuf Demir",
  "Hannah Clarke",
  "Viktor Horvat",
  "Andre Baptiste",
  "Siobhan Kelly",
  "Ravi Menon",
  "Lucy Thornton",
  "Pavel Novak",
  "Joanna Pike",
  "Emeka Obi",
  "Sofia Rossi",
  "Craig Donnelly",
  "Linh Tran",
  "George Hatfield",
  "Amina Diallo",
  "Stefan Muller",
  "Ruth Ellison",
  "Jamal Carter",
  "Piotr Wojcik",
  "Naomi Fraser",
  "Carlos Mendez",
  "Elaine Brook",
  "Ibrahim Toure",
  "Megan Price",
  "Oleksandr Shevchenko",
  "Tariq Aziz",
  "Beatrice Okello",
  "Neil Sutherland",
  "Zofia Lis",
  "Gareth Pugh",
  "Nadia Haddad",
  "Peter Langley",
  "Kofi Mensah",
  "Laura Finch",
  "Dmitri Volkov",
  "Sunita Sharma",
  "Jack Radcliffe",
  "Ana Ferreira",
  "Musa Kamara",
  "Helen Cho",
  "Liam Gallagher",
  "Esther Wanjiru",
];

/** Dispatchers who take exceptions, by name. */
export const DISPATCHER_NAMES: readonly string[] = [
  "Dana Whitfield",
  "Owen Prior",
  "Leila Hakimi",
  "Martin Crabbe",
];

/** Family names of residents. */
export const FAMILY_NAMES: readonly string[] =
  `Abbott Ahmed Akande Ali Allen Anderson Andrews Atkinson Bailey Baker Banerjee Barker Barnes Bates Begum Bell
  Bennett Berry Bianchi Bishop Booth Bradley Brown Burke Butler Campbell Carr Carter Chapman Chowdhury Clark Cole
  Collins Cook Cooper Cox Crawford Cruz Cunningham Dalton Davies Dawson Dean Diaz Dixon Dubois Dunn Edwards Ellis
  Evans Farrell Fernandes Fisher Fleming Fletcher Foster Fox Francis Garcia Gardner George Gibbs Gill Gomez Graham
  Grant Gray Green Griffiths Gupta Hall Hamilton Harper Harris Hart Harvey Hassan Hayes Henry Hill Holmes Hopkins
  Howard Hughes Hunt Hussain Ibrahim Ivanova Jackson Jain James Jenkins Johnson Jones Jordan Kapoor Kaur Kelly Kemp
  Khan Kim King Knight Kowalski Kumar Lambert Lane Lawson Lee Lewis Li Lloyd Lopez Lowe Macdonald Malik Marshall
  Martin Mason Matthews McCarthy Mehta Miller Mills Mitchell Mohamed Moore Morgan Morris Murphy Murray Nash Nguyen
  Nowak Obi Oliver Onyango Owen Palmer Parker Patel Payne Pearson Perera Perry Phillips Pollard Porter Powell Quinn
  Rao Reid Reyes Reynolds Richards Riley Rivera Roberts Robinson Rogers Romano Rose Ross Russell Ryan Sanchez Saunders
  Scott Sharp Shaw Silva Simmons Singh Smith Spencer Stewart Stone Sullivan Suzuki Taylor Thomas Thompson Tucker Turner
  Usman Walker Wallace Walsh Wang Ward Watson Webb Wells West White Williams Wilson Wood Wright Wu Yang Young Zhang`.split(
    /\s+/,
  );

/** Trades of commercial customers; the name before them comes from a family or a street. */
export const TRADES: readonly string[] = [
  "Bakery",
  "Cafe",
  "Fish Bar",
  "Butchers",
  "Garage",
  "Hotel",
  "Pharmacy",
  "Dental Practice",
  "Print Works",
  "Hardware",
  "Brewery",
  "Launderette",
  "Supermarket",
  "Kitchen",
  "Grill",
  "Nursery",
  "Joinery",
  "Logistics",
  "Motors",
  "Florist",
  "Bookshop",
  "Offices",
  "Gym",
  "Veterinary Surgery",
  "Guest House",
  "Chandlery",
  "Cold Store",
  "Tyres",
];

/** Words that name residential blocks. */
export const BLOCK_WORDS: readonly string[] = [
  "House",
  "Court",
  "Mansions",
  "Flats",
  "Terrace",
  "Point",
  "Heights",
  "Lodge",
];
