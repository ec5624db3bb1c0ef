import { newCounts, type RouteCounts } from './side.js';

type Routes = ReadonlyMap<string, RouteCounts>;

/** Requests of a route on each side from which on it is compared, and those of NEW that a step needs on all such routes. */
export const ENOUGH = 20;
export const ENOUGH_IN_ALL = 100;
/** The exponent of Chernoff's bound for the chance that NEW is no worse than the margin allows: 1 of 400, and really less. */
const EVIDENCE = 6;
/** Seconds that an answer may always take. */
const NEVER_SLOW = 0.1;

/** Why an answer is a bad one, and by how much the share of such answers may be higher on NEW. */
interface Kind {
  readonly margin: number;
  bad(counts: RouteCounts, old: RouteCounts): number;
  words(old: RouteCounts): string;
}
const errors: Kind = { margin: 0.001, bad: (counts) => counts.errors, words: () => 'are errors (5xx)' };
const kinds: readonly Kind[] = [
  errors,
  { margin: 0.1, bad: ({ refusals }) => refusals, words: () => 'are refusals (4xx)' },
  {
    margin: 0.05,
    bad: ({ requests, upTo }, old) => requests - (upTo.get(slowFrom(old)) ?? requests),
    words: (old) => `take longer than ${slowFrom(old) * 1000} ms, twice the p95 of OLD or more`,
  },
];

/** A route, and what OLD and NEW counted of it. */
type Pair = [route: string, old: RouteCounts, fresh: RouteCounts];
const isEnough = ([, old, fresh]: Pair) => Math.min(old.requests, fresh.requests) >= ENOUGH;

/** The routes that both sides answered often enough, and the first fault of NEW in a sentence. */
export function compare(old: Routes, fresh: Routes): { routes: number; requests: number; fault?: string } {
  const both = [...fresh]
    .map(([route, counts]): Pair => [route, old.get(route) ?? newCounts(), counts])
    .filter(isEnough);
  const requests = both.reduce((sum, [, , counts]) => sum + counts.requests, 0);
  const all: Pair[] = [['all routes', sumOf(old), sumOf(fresh)]];
  // Over all routes together only errors count: a client with a script may change all else on its side.
  const faults = [
    ...both.map((each) => faultOf(each, kinds)),
    ...all.filter(isEnough).map((each) => faultOf(each, [errors])),
  ];
  const fault = faults.find(Boolean);
  return { routes: both.length, requests, ...(fault && { fault }) };
}

function faultOf([route, old, fresh]: Pair, by: readonly Kind[]): string | undefined {
  for (const { margin, bad, words } of by) {
    const [before, now] = [bad(old, old), bad(fresh, old)];
    const usual = (before + 1) / (old.requests + 1) + margin;
    if (evidence(now, fresh.requests, usual) > EVIDENCE)
      return `Of ${route}, ${now} of ${fresh.requests} answers of NEW ${words(old)}, and ${before} of ${old.requests} of OLD.`;
  }
  return undefined;
}

/** How unlikely so many bad answers are where this share of them is usual: n times the divergence of Kullback and Leibler. */
function evidence(bad: number, requests: number, usual: number): number {
  const share = bad / requests;
  if (share <= usual) return 0;
  const rest = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - usual));
  return requests * (share * Math.log(share / usual) + rest);
}

/** The bound after the bucket of the p95, so that no answer counts that is slower by chance. */
function slowFrom({ requests, upTo }: RouteCounts): number {
  const bounds = [...upTo.keys()].sort((a, b) => a - b);
  const p95 = bounds.findIndex((bound) => (upTo.get(bound) ?? 0) >= 0.95 * requests);
  return Math.max(NEVER_SLOW, bounds[p95 + 1] ?? Number.POSITIVE_INFINITY);
}

function sumOf(routes: Routes): RouteCounts {
  const sum = newCounts();
  for (const { requests, errors, refusals, upTo } of routes.values()) {
    sum.requests += requests;
    sum.errors += errors;
    sum.refusals += refusals;
    for (const [bound, count] of upTo) sum.upTo.set(bound, (sum.upTo.get(bound) ?? 0) + count);
  }
  return sum;
}
