import { Injectable } from '@nestjs/common';
import { Askers } from '#platform/operations';
import type { Scope } from './scope.js';
import { Scopes } from './scopes.js';

/** Where those who began operations may write now: their work may have waited. */
@Injectable()
export class AskerScopes {
  constructor(
    private readonly askers: Askers,
    private readonly scopes: Scopes,
  ) {}

  /** @throws Problem `asker_not_allowed`, `no_campus_scope`, `students_read_only` (403) */
  async of(tenantId: string, operationId: string): Promise<Scope> {
    return this.scopes.toWrite(await this.askers.of(tenantId, operationId));
  }
}
