import { setTimeout as pause } from 'node:timers/promises';
import { compare, ENOUGH, ENOUGH_IN_ALL } from './judge.js';
import type { Side } from './side.js';
import { HookFailed, type Weight } from './weight.js';

const STEPS = [5, 25, 50, 100];
/** Looks in a row at which the metrics of a process may be missing. */
const MOST_MISSED = 3;
/** Looks at the beginning at which processes may still start. */
const MOST_STARTING = 12;
/** Tries to set 0, and the looks between two. */
const MOST_TRIES = 10;
const BETWEEN_TRIES = 4;
/** Looks between two lines that say why it waits. */
const SAID_EVERY = 12;

export interface Raise {
  readonly old: Side;
  readonly fresh: Side;
  readonly weight: Weight;
  /** Milliseconds of a step at least, and between two looks. */
  readonly stepMs: number;
  readonly lookMs: number;
  readonly signal: AbortSignal;
  say(line: string): void;
}

export interface Outcome {
  readonly state: 'done' | 'rolled back' | 'stopped' | 'failed';
  /** Undefined where nobody knows it. */
  readonly weight: number | undefined;
  readonly reason: string;
}

/** NEW must not have these clients. */
class Fault extends Error {}
/** The weight in force stays. */
class Stop extends Error {
  constructor(
    message: string,
    readonly weight: number,
  ) {
    super(message);
  }
}

/**
 * Raises the weight step by step, from that in force. A fault of NEW sets it to 0, and so does any other failure; a signal, or
 * somebody else who sets it, leaves it.
 *
 * @param check the smoke test: says what is wrong with NEW
 */
export async function raiseWeight(raise: Raise, check: () => Promise<string | undefined>): Promise<Outcome> {
  const { weight, signal } = raise;
  let at: number | undefined;
  try {
    at = await weight.read();
    const wrong = await check();
    if (wrong) throw new Fault(wrong);
    await expectMetrics(raise, at);
    for (const step of STEPS.filter((one) => one >= Number(at))) {
      // Without clients of OLD there is nothing to compare with.
      if (step === at && step === 100) return { state: 'done', weight: 100, reason: ALREADY };
      signal.throwIfAborted();
      if (step !== at) await weight.set(step);
      at = step;
      await watch(raise, step);
    }
    return { state: 'done', weight: 100, reason: 'NEW answers all clients.' };
  } catch (error) {
    if (error instanceof Stop) return { state: 'failed', weight: error.weight, reason: error.message };
    if (signal.aborted && !(error instanceof Fault || error instanceof HookFailed))
      return { state: 'stopped', weight: at, reason: 'a signal ended it; started again, it goes on from there.' };
    return back(raise, error as Error, at);
  }
}

const ALREADY = 'NEW answered all clients before, so there was nothing to compare: look at its errors yourself.';

async function expectMetrics({ old, fresh, lookMs, signal }: Raise, at: number): Promise<void> {
  for (const [name, side] of [
    ['OLD', old],
    ['NEW', fresh],
  ] as const) {
    for (let looks = 1; ; looks += 1) {
      const { missed, why } = await side.look();
      if (!missed) break;
      const reason = `${name} has no metrics at ${why}: name each process by its METRICS_PORT.`;
      if (looks === MOST_STARTING) throw at > 0 ? new Fault(reason) : new Stop(reason, at);
      await pause(lookMs, undefined, { signal });
    }
  }
}

/** Looks at both sides until the step is over. @throws Fault, Stop, HookFailed, AbortError */
async function watch({ old, fresh, weight, stepMs, lookMs, signal, say }: Raise, step: number): Promise<void> {
  // OLD answers nobody any more at the end: what it did at the step before remains the measure.
  if (step < 100) old.begin();
  fresh.begin();
  const startedAt = performance.now();
  say(`${step} % of the clients are on NEW.`);
  for (let [waited, unread] = [0, 0]; ; ) {
    await pause(lookMs, undefined, { signal });
    const now = await weight.read().catch((error) => {
      unread += 1;
      if (unread === MOST_MISSED) throw error;
    });
    if (now !== undefined) unread = 0;
    if (now !== undefined && now !== step)
      throw new Stop(
        `Somebody else set ${now} % in place of ${step} %, and it stays: start this again once only one raises it.`,
        now,
      );
    const [ofOld, ofNew] = await Promise.all([old.look(), fresh.look()]);
    const { requests, routes, fault } = compare(old.routes, fresh.routes);
    if (fresh.restarts > old.restarts)
      throw new Fault(`Processes restarted: ${fresh.restarts} of NEW, ${old.restarts} of OLD.`);
    if (ofNew.missed >= MOST_MISSED) throw new Fault(`The metrics of NEW do not answer any more at ${ofNew.why}.`);
    if (fault) throw new Fault(fault);
    if (performance.now() - startedAt < stepMs) continue;
    const compared = `compared requests of NEW: ${requests}, routes: ${routes}`;
    if (!ofOld.missed && requests >= ENOUGH_IN_ALL) return say(`${step} % passed, ${compared}.`);
    const lacking = `${compared}; needed: ${ENOUGH_IN_ALL}, on routes with ${ENOUGH} on each side`;
    if (waited % SAID_EVERY === 0)
      say(`Waits at ${step} %, ${ofOld.missed ? `OLD has no metrics at ${ofOld.why}` : lacking}.`);
    waited += 1;
  }
}

/** Sends all clients to OLD again. */
async function back({ weight, lookMs }: Raise, error: Error, at: number | undefined): Promise<Outcome> {
  const { message: reason } = error;
  if (at === undefined) return { state: 'failed', weight: undefined, reason };
  for (let tries = 1; ; tries += 1)
    try {
      // A command that failed may have set anything.
      if (at > 0 || error instanceof HookFailed) await weight.set(0);
      return { state: error instanceof Fault ? 'rolled back' : 'failed', weight: 0, reason };
    } catch (second) {
      const both = `${reason} Nor could 0 % be set: ${(second as Error).message} Set it by hand.`;
      if (tries === MOST_TRIES) return { state: 'failed', weight: undefined, reason: both };
      await pause(BETWEEN_TRIES * lookMs);
    }
}
