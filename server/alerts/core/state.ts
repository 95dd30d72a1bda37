/** Where a rule stands. */
export type Standing = "ok" | "pending" | "firing";

/** The state of a rule: since when it stands there, and since when it has been good again while it fires. */
export type RuleState = { standing: Standing; sinceMs: number; goodSinceMs: number | null };

/** What was just measured: beyond the bound that raises, or back within the bound that clears; between them neither. */
export type Verdict = { isOver: boolean; isClear: boolean };

/** How long a bound must be crossed before the alert is raised, and how long all must be good before it ends. */
export type Holds = { raiseForMs: number; clearForMs: number };

/** The state of a rule that has seen nothing yet. */
export const startState = (nowMs: number): RuleState => ({
  standing: "ok",
  sinceMs: nowMs,
  goodSinceMs: null,
});

/** Maps a state and a verdict as of now to the next state; the same object where nothing changes. */
export const nextState = (
  state: RuleState,
  { isOver, isClear }: Verdict,
  nowMs: number,
  { raiseForMs, clearForMs }: Holds,
): RuleState => {
  const to = (standing: Standing): RuleState => ({ standing, sinceMs: nowMs, goodSinceMs: null });
  if (state.standing === "firing") {
    if (!isClear) return state.goodSinceMs === null ? state : { ...state, goodSinceMs: null };
    const goodSinceMs = state.goodSinceMs ?? nowMs;
    if (nowMs - goodSinceMs >= clearForMs) return to("ok");
    return state.goodSinceMs === null ? { ...state, goodSinceMs } : state;
  }
  if (!isOver) return state.standing === "ok" ? state : to("ok");
  if (state.standing === "ok") return to(raiseForMs > 0 ? "pending" : "firing");
  return nowMs - state.sinceMs >= raiseForMs ? to("firing") : state;
};
