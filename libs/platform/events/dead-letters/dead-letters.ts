import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { isUuid, newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { eventProblems } from '../events.errors.js';
import type { PublishedEvent } from '../published-event.js';
import type { DeadLetterDto } from './dead-letter.dto.js';
import {
  countDeadLetters,
  type DeadLetterRow,
  findDeadLetter,
  forgetHandled,
  listDeadLetters,
  takeDeadLetter,
} from './dead-letters.sql.js';

const deployment = { tenantId: PLATFORM_TENANT_ID };

/** Lists, retries and drops the dead letters of every tenant, for operators. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /**
   * The dead letters, the latest first.
   *
   * @param before the id after which the list continues
   */
  async list(limit: number, { before = null, offset = 0 }: { before?: string | null; offset?: number } = {}) {
    const rows = await this.database.read(deployment, listDeadLetters, before, limit, offset);
    return rows.map(shown);
  }

  /** The number of dead letters: exact up to `EXACT_UP_TO`, else estimated. */
  async count(): Promise<number> {
    const [row] = await this.database.read(deployment, countDeadLetters);
    return row?.total ?? 0;
  }

  /** @throws Problem `event_not_found` (404) */
  async find(id: string): Promise<DeadLetterDto> {
    const [row] = isUuid(id) ? await this.database.read(deployment, findDeadLetter, id) : [];
    if (!row) throw eventProblems.event_not_found({ id });
    return shown(row);
  }

  /**
   * Gives the event to its subscriber once more, with all tries; later events of its subject may already
   * have been handled.
   *
   * @throws Problem `event_not_found` (404)
   */
  async retry(id: string): Promise<DeadLetterDto> {
    return this.take(id, 'platform.event.retried', async (tx, row) => {
      const { tenantId, eventId, subscriber, subject, type, version, data, occurredAt } = row;
      await tx.run(forgetHandled, tenantId, eventId, subscriber);
      const again = { eventId, subscriber };
      const payload: PublishedEvent = { type, version, data, occurredAt: occurredAt.toISOString(), again };
      await this.outbox.put(tx, { id: newId(), kind: 'event', subject, payload });
    });
  }

  /**
   * Drops the event: its subscriber never gets it.
   *
   * @throws Problem `event_not_found` (404)
   */
  async drop(id: string): Promise<DeadLetterDto> {
    return this.take(id, 'platform.event.dropped', async () => {});
  }

  private async take(
    id: string,
    action: string,
    work: (tx: Transaction, row: DeadLetterRow) => Promise<void>,
  ): Promise<DeadLetterDto> {
    const { tenantId } = await this.find(id);
    return this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(takeDeadLetter, tenantId, id);
      if (!row) throw eventProblems.event_not_found({ id });
      await work(tx, row);
      const { eventId, subscriber, type } = row;
      await this.audit.record(tx, {
        action,
        targetKind: 'event',
        targetId: eventId,
        details: { subscriber, type },
      });
      return shown(row);
    });
  }
}

function shown({ data: _, errorCode: code, errorMessage: message, ...row }: DeadLetterRow): DeadLetterDto {
  return { ...row, error: { code, message } };
}
