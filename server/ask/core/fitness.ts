/** What is known of a vehicle that somebody wants to send out. */
export type Fitness = {
  label: string;
  faults: readonly { code: string; fault: string; severity: number }[];
  openRepairs: number;
  isInWorkshop: boolean;
  /** The codes as procedures write them. */
  codes: readonly string[];
  procedures: readonly { title: string; body: string }[];
};

// The sentences of a procedure that speak of a severity or of one of the codes.
const cited = (
  { title, body }: { title: string; body: string },
  severities: ReadonlySet<number>,
  codes: readonly string[],
): string | null => {
  const sentences = body
    .split(/(?<=\.)\s+/)
    .filter(
      (sentence) =>
        [...severities].some((severity) => sentence.includes(`everity ${severity}`)) ||
        codes.some((code) => sentence.includes(code)),
    );
  return sentences.length > 0 ? `"${title}" says: ${sentences.join(" ")}` : null;
};

/** Tells the facts and the procedure's words for or against going out; the decision stays with the workshop. */
export const fitnessWords = ({
  label,
  faults,
  openRepairs,
  isInWorkshop,
  codes,
  procedures,
}: Fitness): string => {
  const worst = Math.max(0, ...faults.map(({ severity }) => severity));
  const facts = [
    isInWorkshop ? `${label} is in the workshop.` : "",
    openRepairs > 0 ? `${openRepairs} repair${openRepairs > 1 ? "s are" : " is"} not done.` : "",
    faults.length === 0
      ? `No active fault is recorded for ${label}.`
      : `${label} has ${faults.map(({ code, fault, severity }) => `${code} (${fault}, severity ${severity})`).join("; ")}.`,
  ].filter((fact) => fact !== "");
  const verdict =
    isInWorkshop || openRepairs > 0 || worst >= 3
      ? "By what is recorded it stays."
      : worst === 2
        ? "It goes only if the duty mechanic decides so before departure."
        : "Nothing recorded holds it back, which is no clearance: the check before departure decides.";
  const severities = new Set(faults.map(({ severity }) => severity));
  const citations = procedures.flatMap((procedure) => cited(procedure, severities, codes) ?? []);
  return [
    ...facts,
    verdict,
    ...(citations.length > 0 ? citations : faults.length > 0 ? ["No procedure speaks of it."] : []),
  ].join(" ");
};
