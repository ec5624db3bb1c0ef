import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { requestInForce } from '#platform/telemetry';
import { actorInForce } from './actor.js';
import { Audit, type AuditEntry } from './audit.js';
import { insertLine } from './audit-lines.sql.js';

/** Writes lines in the caller's transaction: they are committed or rolled back with it. */
@Injectable()
export class TransactionalAudit extends Audit {
  override record(tx: Transaction, { action, targetKind, targetId, details }: AuditEntry): Promise<void> {
    const id = newId();
    const { kind, id: actorId } = actorInForce();
    const written = details ? JSON.stringify(details) : null;
    const requestId = requestInForce()?.requestId ?? null;
    const values = [id, timeOf(id), kind, actorId, action, targetKind, targetId, written, requestId] as const;
    tx.runAtCommit(insertLine, ...values);
    return Promise.resolve();
  }
}

/** The millisecond of a UUIDv7, so that the order of ids is that of times. */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
