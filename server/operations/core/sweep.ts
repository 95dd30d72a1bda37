/** A point to visit: plane metres, what it loads, and how long service takes. */
export type SweepSite = { x: number; y: number; demandL: number; serviceS: number };

/** What a vehicle can do in a day. */
export type SweepVehicle = { capacityL: number; workS: number };

/** Depot and tip as plane metres; `tipS` is the time at the tip. */
export type SweepPlaces = {
  depot: { x: number; y: number };
  tip: { x: number; y: number } | null;
  tipS: number;
};

/** Metres per second on the way, and how much longer streets are than the straight line. */
export type SweepPace = { speedMs: number; detour: number };

/** A tour: indices of sites in order, and before which places in it the vehicle tips. */
export type SweepTour = { sites: number[]; tipsAfter: number[] };

const hypot = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.hypot(a.x - b.x, a.y - b.y);

/** Orders points by nearest neighbour from `start`; the way a crew without a plan goes. */
export const nearestOrder = (
  points: readonly { x: number; y: number }[],
  start: { x: number; y: number },
): number[] => {
  const left = points.map((_, i) => i);
  const order: number[] = [];
  let here = start;
  while (left.length > 0) {
    let best = 0;
    let bestM = Number.POSITIVE_INFINITY;
    for (let k = 0; k < left.length; k++) {
      const m = hypot(here, points[left[k]!]!);
      if (m < bestM) [best, bestM] = [k, m];
    }
    const next = left[best]!;
    left[best] = left[left.length - 1]!;
    left.pop();
    order.push(next);
    here = points[next]!;
  }
  return order;
};

/** Length of a tour from `start` through the points in order and back, metres. */
export const tourLength = (
  points: readonly { x: number; y: number }[],
  order: readonly number[],
  start: { x: number; y: number },
): number => {
  let sum = 0;
  let here = start;
  for (const i of order) {
    sum += hypot(here, points[i]!);
    here = points[i]!;
  }
  return order.length === 0 ? 0 : sum + hypot(here, start);
};

/**
 * Improves an order by 2-opt (Croes 1958): while reversing a piece of the tour shortens it, does so. `passes` and the
 * longest piece, `reach`, bound the work to passes x n x reach. Never longer than what it was given.
 */
export const twoOpt = (
  points: readonly { x: number; y: number }[],
  order: readonly number[],
  start: { x: number; y: number },
  passes = 12,
  reach = 150,
): number[] => {
  const tour = [...order];
  const n = tour.length;
  const at = (k: number): { x: number; y: number } => (k < 0 || k >= n ? start : points[tour[k]!]!);
  for (let pass = 0; pass < passes; pass++) {
    let hasImproved = false;
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n && j <= i + reach; j++) {
        const gain =
          hypot(at(i - 1), at(i)) +
          hypot(at(j), at(j + 1)) -
          hypot(at(i - 1), at(j)) -
          hypot(at(i), at(j + 1));
        if (gain <= 1e-6) continue;
        for (let a = i, b = j; a < b; a++, b--) [tour[a], tour[b]] = [tour[b]!, tour[a]!];
        hasImproved = true;
      }
    if (!hasImproved) break;
  }
  return tour;
};

/**
 * Splits sites among vehicles by the sweep (Gillett and Miller 1974): sites by their angle around the depot fill one
 * vehicle after the other up to an even share of the work, then each tour is ordered by nearest neighbour and 2-opt,
 * with a tip wherever the next site would not fit. Every site is in one tour, once; a share is even, so a day with more
 * work than the vehicles have time for runs long rather than leave sites out.
 */
export const sweep = (
  sites: readonly SweepSite[],
  vehicles: readonly SweepVehicle[],
  { depot, tip, tipS }: SweepPlaces,
  { speedMs, detour }: SweepPace,
): SweepTour[] => {
  if (vehicles.length === 0 && sites.length > 0)
    throw new RangeError(`sweep: got ${sites.length} sites and no vehicle, expected at least one vehicle`);
  const angle = sites.map(({ x, y }) => Math.atan2(y - depot.y, x - depot.x));
  const byAngle = sites.map((_, i) => i).sort((a, b) => angle[a]! - angle[b]! || a - b);
  // Work of a site: its service, its share of a tip, and a way to it as in a field of that many sites around the depot.
  const spreadM = sites.reduce((sum, site) => sum + hypot(site, depot), 0) / Math.max(1, sites.length);
  const hopS = (spreadM / Math.sqrt(Math.max(1, sites.length))) * (detour / speedMs);
  const meanL = vehicles.reduce((sum, v) => sum + v.capacityL, 0) / Math.max(1, vehicles.length);
  const tripS = tip ? (2 * hypot(depot, tip) * detour) / speedMs + tipS : 0;
  const workOf = (site: SweepSite): number =>
    site.serviceS + hopS + (meanL > 0 ? (site.demandL / meanL) * tripS : 0);
  const allWork = sites.reduce((sum, site) => sum + workOf(site), 0);
  const allTime = vehicles.reduce((sum, v) => sum + v.workS, 0);

  const shares: number[][] = vehicles.map(() => []);
  let vehicle = 0;
  let done = 0;
  let upTo = 0;
  const shareOf = (v: number): number =>
    allWork * (allTime > 0 ? (vehicles[v]?.workS ?? 0) / allTime : 1 / vehicles.length);
  upTo = shareOf(0);
  for (const i of byAngle) {
    const work = workOf(sites[i]!);
    // A site goes to the vehicle in whose share most of it lies; the last vehicle takes the rest.
    while (vehicle < vehicles.length - 1 && done + work / 2 > upTo) upTo += shareOf(++vehicle);
    shares[vehicle]!.push(i);
    done += work;
  }
  return shares.map((share, v) => {
    const points = share.map((i) => sites[i]!);
    const order = twoOpt(points, nearestOrder(points, depot), depot);
    const tour = order.map((k) => share[k]!);
    const tipsAfter: number[] = [];
    let load = 0;
    for (const [place, i] of tour.entries()) {
      const { demandL } = sites[i]!;
      if (load > 0 && load + demandL > vehicles[v]!.capacityL) {
        tipsAfter.push(place);
        load = 0;
      }
      load += demandL;
    }
    return { sites: tour, tipsAfter };
  });
};
