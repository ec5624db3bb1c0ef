import { advisoryLock, statement } from '#platform/database';
import { declareList, timestamp, uuid } from '#platform/lists';
import type { DisabledReason, WebhookForm } from './endpoint.js';
import type { WebhookDto } from './webhook.dto.js';

/** How many messages were refused is forgotten as the log is, 30 days after the last one. */
export const refusedLately = "refused_at > now() - interval '30 days'";

const columns = `id, form, shown_url as url, events, description, disabled_at as "disabledAt", disabled_reason as "disabledReason",
    failing_since as "failingSince", succeeded_at as "succeededAt",
    case when ${refusedLately} then refused else 0 end::float8 as refused,
    case when ${refusedLately} then refused_since end as "refusedSince", case when ${refusedLately} then refused_at end as "refusedAt",
    case when former_until > now() then former_until end as "formerUntil", version, created_at as "createdAt", updated_at as "updatedAt"`;

export const webhookList = declareList<WebhookDto, '-createdAt'>({
  name: 'webhooks.endpoints',
  columns,
  from: 'platform.webhook_endpoints',
  sorts: { '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] } },
});

export const webhookById = statement<WebhookDto, [id: string]>('webhooks.endpoints.by-id')`
  select ${columns} from platform.webhook_endpoints where id = $1`;

/** For a change: nobody else changes it until the commit. What also writes messages locks the turn of the tenant first. */
export const lockWebhook = statement<WebhookDto, [id: string]>('webhooks.endpoints.lock')`
  select ${columns} from platform.webhook_endpoints where id = $1 for no key update`;

type New = [
  tenantId: string,
  id: string,
  form: WebhookForm,
  url: Buffer,
  shownUrl: string,
  secret: Buffer | null,
  events: readonly string[],
  description: string,
];

export const insertWebhook = statement<WebhookDto, New>('webhooks.endpoints.insert')`
  insert into platform.webhook_endpoints (tenant_id, id, form, url, shown_url, secret, events, description)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`;

/** Serialises those who create one: the second counts what the first created. */
export const lockWebhooks = advisoryLock<[tenantId: string]>(
  'webhooks.endpoints.lock-all',
  "'platform.webhooks.' || $1",
);

export const countWebhooks = statement<{ total: number }>('webhooks.endpoints.count')`
  select count(*)::int as total from platform.webhook_endpoints`;

/** What is null stays. Whether it failed until now does not count for another address, or once it is enabled again. */
export const changeWebhook = statement<
  WebhookDto,
  [
    id: string,
    url: Buffer | null,
    shownUrl: string | null,
    events: readonly string[] | null,
    description: string | null,
    disabled: boolean | null,
  ]
>('webhooks.endpoints.change')`
  update platform.webhook_endpoints set version = version + 1, updated_at = now(),
      url = coalesce($2, url), shown_url = coalesce($3, shown_url), events = coalesce($4, events),
      description = coalesce($5, description),
      disabled_at = case when $6 then coalesce(disabled_at, now()) when $6 is null then disabled_at end,
      disabled_reason = case when $6 then coalesce(disabled_reason, 'asked') when $6 is null then disabled_reason end,
      failing_since = case when $2 is null and $6 is distinct from false then failing_since end
    where id = $1 returning ${columns}`;

/** The present secret becomes the former one for so many hours; with 0 it signs no more. */
export const rotateSecret = statement<WebhookDto, [id: string, secret: Buffer, overlapHours: number]>(
  'webhooks.endpoints.rotate-secret',
)`
  update platform.webhook_endpoints set version = version + 1, updated_at = now(), secret = $2,
      former_secret = case when $3 > 0 then secret end,
      former_until = case when $3 > 0 then now() + make_interval(hours => $3) end
    where id = $1 returning ${columns}`;

export const deleteWebhook = statement<{ id: string }, [id: string]>('webhooks.endpoints.delete')`
  delete from platform.webhook_endpoints where id = $1 returning id`;

/** Those that want an event. */
export const webhooksFor = statement<{ id: string; form: WebhookForm }, [type: string]>('webhooks.endpoints.wanting')`
  select id, form from platform.webhook_endpoints where disabled_at is null and $1 = any (events) order by created_at, id`;

/** Notes a success, once a minute while there are only such. */
export const noteSuccess = statement<object, [id: string]>('webhooks.endpoints.note-success')`
  update platform.webhook_endpoints set failing_since = null, succeeded_at = now()
    where id = $1 and (failing_since is not null or succeeded_at is null or succeeded_at < now() - interval '1 minute')`;

export const noteFailure = statement<object, [id: string]>('webhooks.endpoints.note-failure')`
  update platform.webhook_endpoints set failing_since = now() where id = $1 and failing_since is null`;

/** Disables one that is gone, or that has failed for five days. No row where it stays. */
export const disableWebhook = statement<{ reason: DisabledReason }, [id: string, isGone: boolean]>(
  'webhooks.endpoints.disable',
)`
  update platform.webhook_endpoints set disabled_at = now(), version = version + 1, updated_at = now(),
      disabled_reason = case when $2 then 'gone' else 'failing' end
    where id = $1 and disabled_at is null and ($2 or failing_since < now() - interval '5 days')
    returning disabled_reason as reason`;
