/** How the figures beside an axis are drawn. */
export const tick = { fill: "var(--muted)", fontSize: 11 };

/** How the note beside the pointer is drawn. */
export const tooltip = {
  contentStyle: {
    background: "var(--raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: 6,
    fontSize: 12,
    padding: "6px 10px",
  },
  labelStyle: { color: "var(--muted)" },
  itemStyle: { color: "var(--ink)", padding: 0 },
  isAnimationActive: false,
};
