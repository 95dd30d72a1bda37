/** German phrases of what is tried out, moved and covered, by the English that they say. */
export const proposalsDe = {
  "without overtime": "ohne uberstunden",
  "called in sick": "hat sich krankgemeldet | krankgemeldet | krank gemeldet",
  "a detour": "eine umleitung | eine umfahrung",
  detour: "umleitung | umfahrung",
  "propose a detour":
    "schlag eine umleitung | schlage eine umleitung | schlag mir eine umleitung | schlag eine umfahrung | schlage eine umfahrung | welche umleitung schlagst du | mach einen vorschlag fur die umleitung | mach einen vorschlag fur eine umleitung | umleitung vorschlagen",
  "which stops are affected":
    "welche stopps sind betroffen | welche stopps betrifft das | welche stopps betrifft es | welche stopps trifft es | welche stopps trifft das | welche stopps sind davon betroffen | betroffene stopps | welche halte sind betroffen",
  "with least delay":
    "mit der geringsten verzogerung | mit der kleinsten verzogerung | mit der wenigsten verzogerung | mit dem geringsten zeitverlust | mit dem kleinsten zeitverlust | mit dem wenigsten zeitverlust | am wenigsten verzogerung | verzogert sich am wenigsten | verzogert sich dadurch am wenigsten | verspatet sich am wenigsten",
  "south transfer station": "sudliche umladestation | sudlichen umladestation",
  "north transfer station": "nordliche umladestation | nordlichen umladestation",
  queue: "warteschlange | warteschlangen",
} as const satisfies Readonly<Record<string, string>>;
