/** From how many milliseconds on a stretch of the event loop is kept: those of a busy process are shorter. */
const KEPT_MS = 300;
/** Stretches that are kept, at most. */
const MOST_KEPT = 20;

/** A time in which the event loop began nothing else that is noted. */
interface Stretch {
  readonly tenantId: string;
  readonly from: number;
  readonly to: number;
}

let latest = { tenantId: '', from: 0 };
let kept: Stretch[] = [];

/**
 * Notes whose work the event loop begins or goes on with: that of a request or a job as it begins, and again whenever the
 * database answers it. So what blocks the event loop can be told, without a hook at each turn of it.
 *
 * @param tenantId '' where there is none, or it is not known yet
 * @param at milliseconds of `performance.now`
 */
export function noteLoopWork(tenantId: string, at: number): void {
  if (at - latest.from >= KEPT_MS) {
    kept = [...kept.slice(1 - MOST_KEPT), { ...latest, to: at }];
  }
  latest = { tenantId, from: at };
}

/** Whose work the event loop ran for most of a time in which it was blocked; '' where that cannot be told. */
export function loopWorkOf(from: number, to: number): string {
  let longest = { tenantId: '', ms: 0 };
  for (const stretch of [...kept, { ...latest, to }]) {
    const ms = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (ms > longest.ms) longest = { tenantId: stretch.tenantId, ms };
  }
  return longest.tenantId;
}
