import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { requestInForce } from '#platform/telemetry';
import { actorInForce } from './actor.js';
import { Audit, type AuditEntry } from './audit.js';
import { insertLine } from './record.sql.js';

/** Writes lines through the caller's transaction: they are there when it commits, and gone when it does not. */
@Injectable()
export class TransactionalAudit extends Audit {
  override record(tx: Transaction, { action, targetKind, targetId, details }: AuditEntry): Promise<void> {
    const id = newId();
    const { kind, id: actorId } = actorInForce();
    const written = details ? JSON.stringify(details) : null;
    const requestId = requestInForce()?.requestId ?? null;
    const values = [id, timeOf(id), kind, actorId, action, targetKind, targetId, written, requestId] as const;
    const recorded = tx.run(insertLine, ...values).then(() => {});
    // Who does not await it learns of a failure by the commit's.
    recorded.catch(() => {});
    return recorded;
  }
}

/** The millisecond in a UUIDv7: a line's time and its place in a list are then one thing. */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
