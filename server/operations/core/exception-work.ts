/** What can be done with an exception in the inbox. */
export type ExceptionStep =
  | { kind: "take" }
  | { kind: "release" }
  | { kind: "close"; resolution: string }
  | { kind: "reopen" };

/** The part of an exception that a step looks at and changes; instants are ISO strings. */
export type Workable = {
  status: "open" | "taken" | "closed";
  ownerId: string | null;
  ownerName: string | null;
  takenAt: string | null;
  closedAt: string | null;
  resolution: string | null;
};

/** Who takes the step, and when (ISO instant of the day clock). */
export type StepBy = { userId: string; userName: string; at: string };

/**
 * The exception after a step, or the reason why the step makes no sense now: open -> taken -> closed, and back by
 * release and reopen. Closing what nobody took also takes it, so that every closed exception has an owner.
 */
export const stepException = <T extends Workable>(
  now: T,
  step: ExceptionStep,
  by: StepBy,
): { next: T } | { refusal: string } => {
  switch (step.kind) {
    case "take":
      if (now.status === "closed") return { refusal: "it is closed; reopen it first" };
      if (now.status === "taken" && now.ownerId !== by.userId)
        return { refusal: `${now.ownerName ?? "someone else"} has taken it` };
      if (now.status === "taken") return { next: now };
      return {
        next: { ...now, status: "taken", ownerId: by.userId, ownerName: by.userName, takenAt: by.at },
      };
    case "release":
      if (now.status !== "taken") return { refusal: `it is ${now.status}, only a taken one can be released` };
      return { next: { ...now, status: "open", ownerId: null, ownerName: null, takenAt: null } };
    case "close":
      if (now.status === "closed") return { refusal: "it is closed already" };
      return {
        next: {
          ...now,
          status: "closed",
          ownerId: now.ownerId ?? by.userId,
          ownerName: now.ownerName ?? by.userName,
          takenAt: now.takenAt ?? by.at,
          closedAt: by.at,
          resolution: step.resolution,
        },
      };
    case "reopen":
      if (now.status !== "closed")
        return { refusal: `it is ${now.status}, only a closed one can be reopened` };
      return {
        next: {
          ...now,
          status: "open",
          ownerId: null,
          ownerName: null,
          takenAt: null,
          closedAt: null,
          resolution: null,
        },
      };
  }
};
