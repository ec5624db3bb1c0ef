import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Caller, mayCall } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { JobPayload } from '#platform/jobs';
import { type Operation, type OperationDefinition, Operations } from '#platform/operations';
import { currentTenant, ProductContexts } from '#platform/tenancy';
import { ADMINISTER, EDIT } from '../campus.access.js';
import type { Place } from './scope.js';
import { Scopes } from './scopes.js';

/** The place of whoever works nowhere: no caller has it. */
const NOWHERE = '-';

/** Operations about places: they are found by those who may begin them there. */
@Injectable()
export class ScopedOperations implements OnModuleInit {
  constructor(
    private readonly operations: Operations,
    private readonly scopes: Scopes,
    private readonly products: ProductContexts,
  ) {}

  onModuleInit(): void {
    this.operations.placedBy((caller) => this.placesOf(caller));
  }

  /**
   * @param places what it is about; null for the tenant
   * @throws Problem as `Operations.start`
   */
  start<Payload extends JobPayload>(
    tx: Transaction,
    job: OperationDefinition<Payload>,
    payload: Payload,
    places: readonly Place[] | null,
  ): Promise<Operation> {
    if (!places) return this.operations.start(tx, job, payload, ADMINISTER);
    return this.operations.start(tx, job, payload, EDIT, places.map(nameOf).toSorted().join(',') || NOWHERE);
  }

  private async placesOf(caller: Caller): Promise<readonly string[] | null> {
    if (mayCall(caller, ADMINISTER)) return null;
    if (!mayCall(caller, EDIT) || !this.products.includes(currentTenant().product, 'campus')) return [];
    return (await this.scopes.placesOf(caller)).map(nameOf);
  }
}

/** A UFR is named below its university. */
const nameOf = ({ universityId, ufrId }: Place): string => (ufrId === null ? universityId : `${universityId}/${ufrId}`);
