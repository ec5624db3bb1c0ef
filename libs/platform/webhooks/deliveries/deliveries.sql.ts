import { statement } from '#platform/database';
import { declareList, equals, timestamp, uuid } from '#platform/lists';
import type { WebhookForm } from '../endpoints/endpoint.js';
import { refusedLately } from '../endpoints/endpoints.sql.js';
import type { DeliveryDetails, DeliveryState, WebhookDeliveryDto } from './delivery.dto.js';

const columns = `id, message_id as "messageId", type, state, tries, due_at as "dueAt", created_at as "createdAt", ended_at as "endedAt"`;

export const deliveryList = declareList<WebhookDeliveryDto, '-createdAt', 'webhook' | 'state'>({
  name: 'webhooks.deliveries',
  onReplica: true,
  columns,
  from: 'platform.webhook_deliveries',
  filters: { webhook: equals('endpoint_id'), state: equals('state') },
  always: ['webhook'],
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
});

export const deliveryById = statement<DeliveryDetails, [endpointId: string, id: string]>('webhooks.deliveries.by-id')`
  select ${columns}, body, attempts from platform.webhook_deliveries where id = $2 and endpoint_id = $1`;

/** Messages that may wait for one webhook. */
export const MOST_WAITING = 10_000;

const backlogIsFull = (webhookId: string) => `(select count(*) >= ${MOST_WAITING} from (
      select from platform.webhook_deliveries b where b.endpoint_id = ${webhookId} and b.state = 'pending' limit ${MOST_WAITING}) b)`;

/**
 * Those that follow an earlier message of their subject wait for it. Where too many wait already, a message is not written:
 * the webhook counts it, so that what is refused takes no room.
 *
 * @returns those that were written
 */
export const insertDeliveries = statement<
  { id: string },
  [tenantId: string, messageId: string, type: string, subject: string, rows: string]
>('webhooks.deliveries.insert')`
  with wanted as materialized (
      select n.id, n.endpoint_id, n.body, ${backlogIsFull('n.endpoint_id')} as is_refused
        from json_to_recordset($5) as n (id uuid, endpoint_id uuid, body text)
          -- Not one that was deleted or disabled while this waited for its turn.
          join platform.webhook_endpoints o on o.id = n.endpoint_id and o.disabled_at is null
    ), counted as (
      update platform.webhook_endpoints e set refused = case when ${refusedLately} then refused else 0 end + 1,
          refused_since = case when ${refusedLately} then refused_since else now() end, refused_at = now()
        from wanted w where e.id = w.endpoint_id and w.is_refused
    )
    insert into platform.webhook_deliveries (tenant_id, id, endpoint_id, message_id, type, subject, body, due_at)
    select $1, w.id, w.endpoint_id, $2, $3, $4, w.body,
        case when not exists (select from platform.webhook_deliveries e
          where e.endpoint_id = w.endpoint_id and e.subject = $4 and e.state = 'pending') then now() end
      from wanted w where not w.is_refused returning id`;

/** A message of which a try is under way. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly claim: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly body: string;
  readonly tries: number;
  readonly form: WebhookForm;
  /** Of the webhook, as the try began. */
  readonly version: number;
  readonly url: Buffer;
  readonly secret: Buffer | null;
  readonly formerSecret: Buffer | null;
}

/**
 * Claims a message that is due, for a minute: that of a worker that died is sent again then. A webhook gets so many at once,
 * one that fails one by one. First comes the one with the fewest tries under way, so that slow ones do not take all places,
 * then one that does not fail, then the message that is longest due.
 */
export const claimDelivery = statement<ClaimedDelivery, [mostAtOnce: number]>('webhooks.deliveries.claim')`
  with free as materialized (
      select e.id, e.failing_since is not null as fails, under_way.tries from platform.webhook_endpoints e
        cross join lateral (select count(*) as tries from platform.webhook_deliveries b where b.endpoint_id = e.id
          and b.claim is not null and b.claimed_until > now()) under_way
        where e.disabled_at is null and under_way.tries < case when e.failing_since is null then $1 else 1 end
    ), chosen as materialized (
      select next.id from free cross join lateral (select d.id, d.due_at from platform.webhook_deliveries d
        where d.endpoint_id = free.id and d.due_at <= now() order by d.due_at limit 1) next
        order by free.tries, free.fails, next.due_at limit 1
    )
    update platform.webhook_deliveries d set claim = gen_random_uuid(), claimed_until = now() + interval '1 minute',
        due_at = now() + interval '1 minute'
      from chosen, platform.webhook_endpoints e where d.id = chosen.id and e.id = d.endpoint_id
      returning d.id, d.claim, d.endpoint_id as "endpointId", d.message_id as "messageId", d.body, d.tries, e.form, e.version, e.url, e.secret,
        case when e.former_until > now() then e.former_secret end as "formerSecret"`;

/** Tries that are kept of a message that is sent again and again. */
const MOST_ATTEMPTS = 20;

/** Notes a try that was claimed; one that is not `pending` any more has ended. No row where the claim is not in force. */
export const settleDelivery = statement<
  { subject: string },
  [id: string, claim: string, state: DeliveryState, attempt: string, pauseSeconds: number]
>('webhooks.deliveries.settle')`
  update platform.webhook_deliveries set state = $3, claim = null, claimed_until = null, tries = tries + 1,
      attempts = case when jsonb_array_length(attempts) >= ${MOST_ATTEMPTS} then attempts - 0 else attempts end || $4::jsonb,
      due_at = case when $3 = 'pending' then now() + make_interval(secs => $5) end,
      ended_at = case when $3 <> 'pending' then now() end
    where id = $1 and claim = $2 returning subject`;

/** Has the next message of a subject sent, where it waits. */
export const releaseNext = statement<object, [endpointId: string, subject: string]>('webhooks.deliveries.release-next')`
  with next as materialized (select id from platform.webhook_deliveries where endpoint_id = $1 and subject = $2
      and state = 'pending' order by created_at, id limit 1)
    update platform.webhook_deliveries d set due_at = now() from next where d.id = next.id and d.due_at is null`;

/**
 * Has a message sent again, now and from the first try on; it waits where an earlier one of its subject waits. A try under
 * way goes on. No row where it would be one more of too many that wait.
 */
export const sendAgain = statement<DeliveryDetails, [endpointId: string, id: string]>('webhooks.deliveries.send-again')`
  update platform.webhook_deliveries d set ended_at = null, state = 'pending',
      tries = case when claim is null then 0 else tries end,
      due_at = case when claim is not null then due_at when not exists (select from platform.webhook_deliveries e
        where e.endpoint_id = d.endpoint_id and e.subject = d.subject and e.state = 'pending'
          and (e.created_at, e.id) < (d.created_at, d.id)) then now() end
    where id = $2 and endpoint_id = $1 and (state = 'pending' or not ${backlogIsFull('$1')}) returning ${columns}, body, attempts`;

/**
 * Deletes so many messages of a webhook that have ended, or none where there are fewer. Without a join: of a table that grew the
 * planner may know few rows, and would read all of them for each.
 */
export const deleteEnded = statement<{ more: boolean }, [endpointId: string, count: number]>(
  'webhooks.deliveries.delete-ended',
)`
  with last as materialized (select created_at, id from platform.webhook_deliveries
      where endpoint_id = $1 and state in ('delivered', 'failed') order by created_at, id offset $2 - 1 limit 1
    ), gone as (
      delete from platform.webhook_deliveries where endpoint_id = $1 and state in ('delivered', 'failed')
        and (created_at, id) <= (select created_at, id from last)
    )
    select exists (select from last) as more`;
