import { statement } from '#platform/database';
import type { SetAsideEvent } from './set-aside-event.js';

/** An event that is set aside, with what it takes to publish it again. */
export interface SetAsideRow extends Omit<SetAsideEvent, 'error'> {
  readonly data: object;
  readonly errorCode: string;
  readonly errorMessage: string;
}

const columns = `id, event_id as "eventId", tenant_id as "tenantId", type, version, subject, subscriber, tries, data,
  error_code as "errorCode", error_message as "errorMessage", occurred_at as "occurredAt", set_aside_at as "setAsideAt"`;

/** Before an id, or all; a limit, and how many to pass over. Walks `set_aside_events_by_id` backward. */
export const listSetAside = statement<SetAsideRow, [before: string | null, limit: number, offset: number]>({
  name: 'events.set-aside.list',
  text: `select ${columns} from platform.list_set_aside_events($1, $2, $3)`,
});

export const findSetAside = statement<SetAsideRow, [id: string]>({
  name: 'events.set-aside.find',
  text: `select ${columns} from platform.find_set_aside_event($1)`,
});

export const countSetAside = statement<{ total: number }>({
  name: 'events.set-aside.count',
  text: 'select platform.count_set_aside_events()::float8 as total',
});

/** No row where somebody else was faster. */
export const takeSetAside = statement<SetAsideRow, [tenantId: string, id: string]>({
  name: 'events.set-aside.take',
  text: `delete from platform.set_aside_events where tenant_id = $1 and id = $2 returning ${columns}`,
});

/** So that the subscriber may have the event once more. */
export const forgetHandled = statement<object, [tenantId: string, eventId: string, subscriber: string]>({
  name: 'events.inbox.forget',
  text: 'delete from platform.inbox where tenant_id = $1 and event_id = $2 and subscriber = $3',
});
