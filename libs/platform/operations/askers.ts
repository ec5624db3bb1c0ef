import { Injectable } from '@nestjs/common';
import { type Caller, mayCall, Principals } from '#platform/access';
import { Database } from '#platform/database';
import type { Operation } from './operation.js';
import { operationsProblems } from './operations.errors.js';
import { operationById } from './operations.sql.js';

/** Who began operations, as they are now: work that waited is done for those who may begin it still. */
@Injectable()
export class Askers {
  constructor(
    private readonly database: Database,
    private readonly principals: Principals,
  ) {}

  /**
   * @returns undefined for an operation that nobody began, but an event, a schedule or the command line
   * @throws Problem `asker_not_allowed` (403) where who began it is gone or lost the permission
   */
  async permitted(tenantId: string, { userId, begunBy, cancelPermission }: Operation): Promise<Caller | undefined> {
    const id = userId ?? begunBy;
    if (id === null) return undefined;
    const asker = await this.principals.now(tenantId, id);
    if (!asker || !mayCall(asker, cancelPermission))
      throw operationsProblems.asker_not_allowed({ permission: cancelPermission });
    return { ...asker, tenantId };
  }

  /** As `permitted`, by the id of an operation. @throws Problem `asker_not_allowed` (403) for what nobody began too */
  async of(tenantId: string, operationId: string): Promise<Caller> {
    const [operation] = await this.database.read({ tenantId }, operationById, operationId);
    const asker = operation && (await this.permitted(tenantId, operation));
    if (!asker) throw operationsProblems.asker_not_allowed({ permission: operation?.cancelPermission ?? '' });
    return asker;
  }
}
