import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type Operation, Operations } from '#platform/operations';
import { eraseSubject } from './erase-subject.job.js';
import { insertErasure, lockSubject } from './subjects.sql.js';

/** Erases subjects that are not members from the events of a tenant. */
@Injectable()
export class SubjectErasures {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly audit: Audit,
  ) {}

  /** Begins an erasure, of a subject without events too: whether it has any is told by the result of the operation alone. */
  ask(tenantId: string, subject: string): Promise<Operation> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const operation = await this.operations.start(tx, eraseSubject, { tenantId }, 'analytics.erase');
      const { id } = operation;
      await tx.run(lockSubject, tenantId, subject);
      // Not a UUIDv7: the time of an erasure would tell who was erased.
      await tx.run(insertErasure, id, subject, randomUUID());
      const action = 'analytics.subject.erasure-requested';
      await this.audit.record(tx, { action, targetKind: 'operation', targetId: id });
      return operation;
    });
  }
}
