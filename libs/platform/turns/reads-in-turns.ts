import type { Settings } from '#platform/config';
import type { Database, Statement } from '#platform/database';
import { shareOf } from '#platform/resilience';
import { inRequest, requestInForce } from '#platform/telemetry';
import { type TurnLimits, Turns } from './turns.js';

/**
 * Runs costly statements, few at once: each reads much, so that for a connection it counts as `sheddable` whatever asks for it.
 * All of them together, with the routes of that priority, have half of the connections; of these one tenant may use half. They
 * wait here, where tenants with costly statements wait longer, and not for a connection.
 */
export class ReadsInTurns {
  private readonly turns: Turns;

  constructor(
    private readonly database: Database,
    { databasePoolSize }: Settings,
    limits: Omit<TurnLimits, 'atOnce' | 'atOnceOfTenant'>,
  ) {
    const atOnce = shareOf('sheddable', databasePoolSize);
    this.turns = new Turns({ ...limits, atOnce, atOnceOfTenant: Math.max(1, Math.floor(databasePoolSize / 4)) });
  }

  /** @throws Problem that of the limits, where no place is left or the client left; what `Database` throws */
  read<Row extends object, Values extends readonly unknown[]>(
    tenantId: string,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    const read = () => this.database.read({ tenantId }, statement, ...values);
    return this.turns.take({ tenantId }, () => asSheddable(read));
  }
}

function asSheddable<T>(read: () => T): T {
  const scope = requestInForce();
  return scope ? inRequest({ ...scope, priority: 'sheddable' }, read) : read();
}
