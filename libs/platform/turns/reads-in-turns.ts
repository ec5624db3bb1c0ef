import type { Settings } from '#platform/config';
import type { Database, Statement } from '#platform/database';
import { type TurnLimits, Turns } from './turns.js';

/**
 * Runs costly statements, few at once, so that they leave connections of the pool to other requests: half of them to these
 * statements, of which one tenant may use half.
 */
export class ReadsInTurns {
  private readonly turns: Turns;

  constructor(
    private readonly database: Database,
    { databasePoolSize }: Settings,
    limits: Omit<TurnLimits, 'atOnce' | 'atOnceOfTenant'>,
  ) {
    const share = (parts: number) => Math.max(1, Math.floor(databasePoolSize / parts));
    this.turns = new Turns({ ...limits, atOnce: share(2), atOnceOfTenant: share(4) });
  }

  /** @throws Problem that of the limits, where no place is left or the client left; what `Database` throws */
  read<Row extends object, Values extends readonly unknown[]>(
    tenantId: string,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    return this.turns.take({ tenantId }, () => this.database.read({ tenantId }, statement, ...values));
  }
}
