/** German phrases about exceptions, notes, customers and why, by the English that they say. */
export const recordsDe = {
  "still waiting for replacement":
    "warten noch auf ersatz | wartet noch auf ersatz | warten immer noch auf ersatz | warten auf einen neuen | noch auf ersatz warten | warten noch auf austausch | noch nicht ersetzt | sind noch nicht ersetzt | noch nicht ausgetauscht",
  "search for": "such mir heraus | suche mir heraus | such heraus | suche heraus | such mir raus | such raus",
  "notes that mention":
    "in der notiz etwas von | in den notizen etwas von | in der notiz steht etwas von | notizen in denen etwas von",
  "stops with notes that mention":
    "stopps heraus bei denen in der notiz etwas von | stopps bei denen in der notiz etwas von | stopps bei denen in den notizen etwas von | stopps bei denen die notiz etwas von",
  "what do the procedures say about":
    "was schreibt die dienstanweisung bei einem | was schreibt die dienstanweisung bei einer | was schreibt die dienstanweisung bei | was sagt die dienstanweisung zu | was sagt die dienstanweisung bei | was steht in der dienstanweisung zu | was schreibt die vorschrift bei | was sagt das handbuch zu | was sagen die vorschriften zu",
  "when did we last empty":
    "wann waren wir zuletzt bei kunde | wann waren wir zuletzt bei kunden | wann waren wir zuletzt bei konto | wann waren wir zuletzt bei | wann haben wir zuletzt geleert bei",
  "glass containers": "glasbehalter | glascontainer | glastonnen",
  "paper containers": "papierbehalter | papiertonnen",
  "overfull glass containers":
    "uberfullte glasbehalter | uberfullte glascontainer | uberfullten glasbehalter",
  "draw a chart": "bitte als diagramm | als diagramm | im diagramm | als grafik",
  "oldest first": "die altesten zuerst | alteste zuerst | die alteste zuerst | nach alter",
  "newest first": "die neuesten zuerst | neueste zuerst",
} as const;
