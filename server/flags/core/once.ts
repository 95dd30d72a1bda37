/** Makes something when it is first asked for, and gives the same from then on, null and undefined too. */
export const once = <Made>(make: () => Made): (() => Made) => {
  let made: { is: Made } | null = null;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
};
