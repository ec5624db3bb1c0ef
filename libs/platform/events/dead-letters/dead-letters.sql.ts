import { statement } from '#platform/database';
import type { DeadLetterDto } from './dead-letter.dto.js';

/** A dead letter with the data of its event. */
export interface DeadLetterRow extends Omit<DeadLetterDto, 'error'> {
  readonly data: object;
  readonly errorCode: string;
  readonly errorMessage: string;
}

const columns = `id, event_id as "eventId", tenant_id as "tenantId", type, version, subject, subscriber, tries, data,
  error_code as "errorCode", error_message as "errorMessage", occurred_at as "occurredAt", created_at as "createdAt"`;

/** The dead letters before an id, or all, the latest first. Reads `dead_letters_by_id` backward. */
export const listDeadLetters = statement<DeadLetterRow, [before: string | null, limit: number, offset: number]>(
  'events.dead-letters.list',
  { onReplica: true },
)`
  select ${columns} from platform.list_dead_letters($1, $2, $3)`;

export const findDeadLetter = statement<DeadLetterRow, [id: string]>('events.dead-letters.find')`
  select ${columns} from platform.find_dead_letter($1)`;

export const countDeadLetters = statement<{ total: number }>('events.dead-letters.count', { onReplica: true })`
  select platform.count_dead_letters()::float8 as total`;

/** Deletes a dead letter and returns it; no row when another operator was faster. */
export const takeDeadLetter = statement<DeadLetterRow, [tenantId: string, id: string]>('events.dead-letters.take')`
  delete from platform.dead_letters where tenant_id = $1 and id = $2 returning ${columns}`;

/** Deletes the inbox row, so that the subscriber gets the event once more. */
export const forgetHandled = statement<object, [tenantId: string, eventId: string, subscriber: string]>(
  'events.inbox.forget',
)`
  delete from platform.inbox where tenant_id = $1 and event_id = $2 and subscriber = $3`;
