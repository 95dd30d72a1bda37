/** A colour scheme of the map. */
export type Theme = "light" | "dark";

/** Colours of what is drawn over the base map. */
export const TONES = {
  light: {
    ink: "#12191b",
    halo: "#ffffff",
    muted: "#4d5b60",
    info: "#2f74c0",
    good: "#22894d",
    warn: "#dd8a0c",
    bad: "#dc3a30",
    accent: "#0b6e63",
    idle: "#7c898d",
    zone: "#0b6e63",
    land: "#f2f5f4",
  },
  dark: {
    ink: "#e8eeef",
    halo: "#0d1113",
    muted: "#a3b1b6",
    info: "#5b9fe8",
    good: "#3fbb72",
    warn: "#e59a25",
    bad: "#ee5d53",
    accent: "#4fc4b2",
    idle: "#8a979c",
    zone: "#4fc4b2",
    land: "#12181b",
  },
} as const;

/** Colours that tell ways of trucks apart, again from the first where there are more trucks. */
export const WAY_TONES = {
  light: ["#0b6e63", "#2f74c0", "#b86a00", "#9a4fc0", "#c23a31", "#4d6b1f"],
  dark: ["#4fc4b2", "#5b9fe8", "#e5a33d", "#bd80dd", "#ee6a60", "#a3c46a"],
} as const;
