// One run of a fault: the clients begin, the fault begins at a random moment and ends, all recovers, and what was acknowledged is
// looked for.
import { setTimeout as pause } from 'node:timers/promises';
import { startChecker } from '../checker/checker.mjs';
import { makeTenants } from '../checker/tenants.mjs';
import { numbers } from '../large-store/fill.mjs';
import { UNTOUCHED } from './links.mjs';
import { MOST_SEED } from './options.mjs';

/** Milliseconds of load before the fault, at least and besides at most. */
const [BEFORE_MS, RANDOM_MS] = [1500, 2500];
const LASTS_MS = 4000;
/** All is well again when nothing failed for so long, where the fault asks for no longer. */
const CALM_MS = 2000;
const PATIENCE_MS = 90_000;
let runs = 0;

/**
 * @param fault an element of `faults`
 * @param stack that it needs, running
 * @param random whole numbers below another
 * @returns what the run showed; times in seconds
 */
export async function play(fault, stack, random) {
  runs += 1;
  const tenants = await stack.asAdmin((admin) => makeTenants(stack.get, admin, runs));
  const { url, receivers, hasWork } = stack;
  const checker = await startChecker({ url, random: numbers(random(MOST_SEED)), receivers, hasWork, ...tenants });
  const { tally } = checker;
  await pause(BEFORE_MS + random(RANDOM_MS));
  const beganAt = performance.now();
  const end = await fault.begin(stack, random, checker);
  await pause(fault.lastsMs ?? LASTS_MS);
  const isTouched = (await end()) !== UNTOUCHED;
  const endedAt = performance.now();
  const last = () => tally.lastFailure(endedAt) ?? endedAt;
  // What hangs since the fault fails later, or delays its client.
  const { calmMs = CALM_MS } = fault;
  const isCalm = () => performance.now() - last() >= calmMs && !tally.waitsSince(performance.now() - calmMs);
  while (!isCalm() && performance.now() - endedAt < PATIENCE_MS) await pause(100);
  const isOver = isCalm();
  const recoveredAt = last();
  await checker.stop();
  const found = await stack.asAdmin((admin) => checker.reconcile(admin));
  const seconds = (from, to) => Math.max(0, to - from) / 1000;
  return {
    ...found,
    shares: tally.shares(beganAt, recoveredAt),
    statuses: tally.statuses(beganAt, recoveredAt),
    failedFor: tally.longest(beganAt, recoveredAt) / 1000,
    recovery: seconds(endedAt, recoveredAt),
    signInBack: seconds(beganAt, tally.backAt(beganAt, 'sign-ins')),
    /** Until all was done that workers owed by then. */
    worked: seconds(endedAt, tally.lastWork(endedAt)),
    isOver,
    isTouched,
    /** Of those that were answered well. */
    slowest: Math.max(0, ...tally.during(beganAt).map(({ fine, from, to }) => (fine ? to - from : 0))) / 1000,
    browsingFailed: tally.during(beganAt).filter(({ kind, fine }) => kind === 'browsing' && !fine).length,
  };
}
