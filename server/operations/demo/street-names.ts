import type { Random } from "#server/lib/random.ts";

const STEMS =
  `Abbot Acorn Albert Alder Alma Anchor Apple Arbour Argyle Ash Aspen Aster Badger Baker Balmoral Bank Barley
  Barrow Basin Bath Bay Beacon Bedford Beech Bell Belmont Birch Bishop Blackthorn Bluebell Boat Bramble Bracken
  Bridge Brewery Briar Broad Brook Buckingham Burnside Buttercup Calder Cambridge Canal Cannon Canterbury Carlton
  Cathedral Cavendish Chandler Chapel Charles Chatham Cherry Chestnut Chapter Church Clarence Clay Cliff Clover
  Cobden Cockle College Compass Conifer Coopers Copper Coral Cornmarket Coronation Cowslip Crane Crescent Crown
  Cumberland Curlew Custom Cutter Cypress Daisy Dale Damson Dean Deer Denmark Derby Devon Dock Dolphin Douglas
  Dover Drover Duke Durham Eagle Easter Edward Egret Elder Eldon Elgin Ellery Ember Emerald Ermine Essex Eton
  Exeter Fairfield Falcon Farrier Fennel Fern Ferry Field Finch Fir Fisher Flax Fleet Flint Florence Forge Forth
  Foundry Fountain Fox Foxglove Friar Front Fuller Gannet Garden Garnet George Gibson Glebe Gloucester Goldsmith
  Gorse Granary Grange Granite Granville Green Greyfriars Grove Guildford Gull Hamilton Harbourmaster Hare Harrow
  Hartley Harvest Hawk Hawthorn Hazel Heath Heather Henry Heron Hertford High Hill Hogarth Holly Holm Honeysuckle
  Hope Hornbeam Hospital Howard Hunter Hyde Iris Iron Island Ivy Jasmine Jubilee Juniper Keel Kendal Kent Kestrel
  King Kingfisher Knight Laburnum Lady Lancaster Lantern Larch Lark Laurel Lavender Leeward Library Lichfield
  Lighthouse Lilac Lime Lincoln Linden Linnet Lodge London Long Magnolia Malt Manor Maple Margaret Marigold Mariner
  Market Marlborough Marsh Martin Mary Mason Meadow Melrose Mercer Meridian Mermaid Merlin Mast Minster Monmouth
  Moor Mulberry Museum Myrtle Nelson Newton Nightingale Norfolk Northgate Nursery Oakfield Oakwood Oldfield Olive
  Orchard Osprey Otter Oxford Oyster Paddock Palace Paragon Park Partridge Peel Pembroke Peppermint Perry Pier
  Pilot Pinewood Plover Plum Pond Poplar Poppy Portland Potter Primrose Prince Priory Promenade Prospect Quarry
  Queen Railway Raven Rectory Redwood Regent Ridge River Robin Rochester Rope Rose Rosemary Rowan Royal Rush
  Rutland Sackville Saddler Saffron Sage Sailmaker Salisbury Salt Sand Sandpiper Schooner School Selwyn Shepherd
  Shipwright Shore Silver Skipper Skylark Smith Somerset Sorrel Spencer Spinner Spring Spruce Squirrel Stable
  Stafford Stanley Star Starling Station Stirling Stone Stratford Suffolk Summer Sunset Surrey Sussex Swallow Swan
  Sycamore Tanner Tavistock Teal Teasel Tennyson Tern Thistle Thorn Thyme Tide Timber Tower Trafalgar Trinity
  Tudor Tulip Union University Vale Valley Vicarage Victoria Viaduct Vine Violet Wagtail Walnut Warwick Water
  Waterloo Waverley Weaver Well Wellington Westgate Wharf Wheatley Wheelwright White Willow Winchester Windmill
  Windsor Windward Wood Woodland Worcester Wren Yarrow Yew York`.split(/\s+/);

/** Kinds of street name by rank; a cul-de-sac has its own. */
const KINDS = [
  ["Motorway"],
  ["Road", "Avenue", "Way", "Parade"],
  ["Road", "Road", "Avenue", "Street", "Way", "Boulevard"],
  [
    "Street",
    "Street",
    "Road",
    "Road",
    "Avenue",
    "Lane",
    "Terrace",
    "Grove",
    "Drive",
    "Hill",
    "Rise",
    "Walk",
    "Crescent",
  ],
  ["Wharf", "Yard", "Works Road", "Depot Road", "Alley", "Row", "Quay", "Link"],
] as const;
const SPUR_KINDS = ["Court", "Close", "Close", "Mews", "Place", "Gardens", "Croft", "Garth"] as const;
const PREFIXES = [
  "Upper",
  "Lower",
  "Old",
  "Little",
  "Great",
  "North",
  "South",
  "East",
  "West",
  "New",
] as const;

/** Gives out street names that are never given twice: maps a rank and whether the street is a spur to a name. */
export function createStreetNames(taken: Iterable<string>, random: Random) {
  const given = new Set(taken);
  return (rank: number, isCulDeSac: boolean): string => {
    const kinds = isCulDeSac ? SPUR_KINDS : (KINDS[rank] ?? KINDS[3]);
    for (let tries = 0; ; tries++) {
      const stem = random.pick(STEMS);
      const kind = random.pick<string>(kinds);
      // Prefixes come in as the plain names run out; two of them once those run out as well.
      const prefix =
        tries > 400
          ? `${random.pick(PREFIXES)} ${random.pick(PREFIXES)} `
          : tries > 12
            ? `${random.pick(PREFIXES)} `
            : "";
      const name = `${prefix}${stem} ${kind}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

/** Streets the demo city must have, with the length (metres) that holds the house numbers asked of them. */
export const PROMISED_STREETS: readonly { name: string; minLengthM: number; isCulDeSac: boolean }[] = [
  { name: "Cedar Road", minLengthM: 1100, isCulDeSac: false },
  { name: "Elm Avenue", minLengthM: 900, isCulDeSac: false },
  { name: "Mill Lane", minLengthM: 500, isCulDeSac: false },
  { name: "Church Street", minLengthM: 500, isCulDeSac: false },
  { name: "Station Road", minLengthM: 800, isCulDeSac: false },
  { name: "School Lane", minLengthM: 350, isCulDeSac: false },
  { name: "Hospital Road", minLengthM: 600, isCulDeSac: false },
  { name: "Market Square", minLengthM: 150, isCulDeSac: false },
  { name: "Oak Court", minLengthM: 50, isCulDeSac: true },
  { name: "Pine Close", minLengthM: 50, isCulDeSac: true },
];
