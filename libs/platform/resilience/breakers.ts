import { gauge } from '#platform/telemetry';

/** The dependencies behind a breaker. */
export type BreakerName = 'redis' | 'storage' | 'mail' | 'ai';

/** A dependency behind a breaker, and whether calls to it are refused. */
export interface BreakerState {
  readonly name: BreakerName;
  readonly open: boolean;
}

const known = new Set<BreakerState>();

/** The dependencies behind breakers in this process, each once. */
export function breakers(): readonly BreakerState[] {
  const names = new Set([...known].map(({ name }) => name));
  return [...names].map((name) => ({ name, open: [...known].some((each) => each.name === name && each.open) }));
}

/** Called by a new breaker. */
export function announceBreaker(breaker: BreakerState): void {
  known.add(breaker);
  gauge('palier_breaker_open', 'Whether calls are refused for a while', () =>
    breakers().map(({ name, open }) => ({ labels: { breaker: name }, value: open ? 1 : 0 })),
  );
}

/** Called by a breaker that has ended. */
export function forgetBreaker(breaker: BreakerState): void {
  known.delete(breaker);
}
