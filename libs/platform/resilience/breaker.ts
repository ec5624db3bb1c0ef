import { Logger } from '@nestjs/common';
import CircuitBreaker from 'opossum';
import { announceBreaker, type BreakerName, type BreakerState, forgetBreaker } from './breakers.js';
import { inTime } from './in-time.js';

/** What a breaker does between a caller and something that may be away. */
export interface BreakerOptions {
  /** Milliseconds after which a call counts as failed. */
  readonly timeoutMs: number;
  /** Milliseconds that an open breaker waits before it tries again. */
  readonly resetMs: number;
  /** What it then tries, so that it closes without traffic; left out, it waits for the next call. */
  readonly probe?: () => Promise<unknown>;
}

/** An action behind a breaker. */
export interface Breaker<Action> extends BreakerState {
  /** The action; rejects at once while the breaker is open, and after `timeoutMs` with ETIMEDOUT. */
  readonly call: Action;
  /** Refuses every further call and stops trying. */
  end(): void;
}

/** So many failures in a row open a breaker, however much succeeded before. */
const FAILURES_IN_A_ROW = 5;

/**
 * Puts a breaker before an action. It opens when five calls in a row fail, or half of those of the
 * last ten seconds; it is then counted by `palier_breaker_open` and said by `/health/ready`.
 */
export function breaker<Action extends (...args: never[]) => Promise<unknown>>(
  name: BreakerName,
  { timeoutMs, resetMs, probe }: BreakerOptions,
  action: Action,
): Breaker<Action> {
  const log = new Logger('Breaker');
  const circuit = new CircuitBreaker((call: () => Promise<unknown>) => inTime(call, timeoutMs), {
    timeout: false,
    resetTimeout: resetMs,
    volumeThreshold: FAILURES_IN_A_ROW,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  let failures = 0;
  let open = false;
  let reason: unknown;
  circuit.on('success', () => {
    failures = 0;
  });
  circuit.on('failure', (error) => {
    failures += 1;
    reason = error;
    if (failures >= FAILURES_IN_A_ROW) circuit.open();
  });
  circuit.on('open', () => {
    // It opens again after each try in vain: that is no news.
    if (!open) log.warn(`${name} is done without from now on: ${reason}`);
    open = true;
  });
  circuit.on('close', () => {
    if (open) log.log(`${name} is used again.`);
    open = false;
  });
  if (probe) circuit.on('halfOpen', () => void circuit.fire(probe).catch(() => undefined));

  const made: Breaker<Action> = {
    name,
    // Whatever goes in and comes out is the action's own.
    call: ((...args: never[]) => circuit.fire(() => action(...args))) as Action,
    get open() {
      return open;
    },
    end() {
      circuit.shutdown();
      forgetBreaker(made);
    },
  };
  announceBreaker(made);
  return made;
}
