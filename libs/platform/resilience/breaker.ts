import { Logger } from '@nestjs/common';
import CircuitBreaker from 'opossum';
import { announceBreaker, type BreakerName, type BreakerState, forgetBreaker } from './breakers.js';
import { inTime } from './in-time.js';

/** The limits of a circuit breaker. */
export interface BreakerOptions {
  /** Milliseconds after which a call counts as failed; left out, the action has a limit of its own. */
  readonly timeoutMs?: number;
  /** Milliseconds before an open breaker tries a call again. */
  readonly resetMs: number;
  /** The call that it then tries, so that it closes without traffic; left out, it waits for the next call. */
  readonly probe?: () => Promise<unknown>;
  /**
   * Whether an error is a failure of the dependency; left out, each is. `false` shows that it works, as an error of one caller's
   * input does; `undefined` shows nothing, as a call that its caller cut short does.
   */
  readonly isFailure?: (error: unknown) => boolean | undefined;
}

/** A circuit breaker before an action. */
export interface Breaker<Action> extends BreakerState {
  /** Calls the action; rejects at once while the breaker is open, with EOPENBREAKER, and after `timeoutMs` with ETIMEDOUT. */
  readonly call: Action;
  /** Refuses every further call, and stops the probes. */
  end(): void;
}

/** This many failures in a row open a breaker, whatever succeeded before. */
const FAILURES_IN_A_ROW = 5;

/**
 * Puts a circuit breaker before an action. It opens when five calls in a row fail, or half of the calls of
 * the last ten seconds; `palier_breaker_open` and `/health/ready` show that it is open.
 */
export function breaker<Action extends (...args: never[]) => Promise<unknown>>(
  name: BreakerName,
  { timeoutMs, resetMs, probe, isFailure }: BreakerOptions,
  action: Action,
): Breaker<Action> {
  const log = new Logger('Breaker');
  let failures = 0;
  const attempt = async (call: () => Promise<unknown>) => {
    try {
      const answer = await (timeoutMs ? inTime(call, timeoutMs) : call());
      failures = 0;
      return answer;
    } catch (error) {
      if (isFailure?.(error) === false) failures = 0;
      throw error;
    }
  };
  const circuit = new CircuitBreaker(attempt, {
    timeout: false,
    resetTimeout: resetMs,
    ...(isFailure && { errorFilter: (error: unknown) => !isFailure(error) }),
    volumeThreshold: FAILURES_IN_A_ROW,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  let open = false;
  let reason: unknown;
  circuit.on('failure', (error) => {
    failures += 1;
    reason = error;
    if (failures >= FAILURES_IN_A_ROW) circuit.open();
  });
  circuit.on('open', () => {
    // It opens again after each failed probe, which is not logged again.
    if (!open) log.warn(`Calls to ${name} are suspended: ${reason}`);
    open = true;
  });
  circuit.on('close', () => {
    if (open) log.log(`Calls to ${name} are resumed.`);
    open = false;
  });
  if (probe) circuit.on('halfOpen', () => void circuit.fire(probe).catch(() => undefined));

  const made: Breaker<Action> = {
    name,
    // The parameters and the result are those of the action.
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
