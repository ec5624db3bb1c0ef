import { statement } from '#platform/database';

const ofTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

/**
 * Notes that a job of a tenant waits or runs. No row where one does already and was not lost, or where a purge took its
 * webhooks. One that waits since later than now was noted by a clock that was ahead. Locks the row of the tenant in any case: whoever writes or ends messages of the tenant locks it first.
 */
export const takeTurn = statement<{ taken: boolean }, [tenantId: string]>('webhooks.turns.take')`
  insert into platform.webhook_turns as t (tenant_id, waiting_since, due_at)
    select $1, now(), now() + interval '10 minutes' where exists (select from platform.webhook_endpoints)
    on conflict (tenant_id)
    do update set waiting_since = now(), due_at = now() + interval '10 minutes'
      where coalesce(t.waiting_since not between now() - interval '10 minutes' and now() + interval '1 minute', true)
    returning true as taken`;

export const lockTurn = statement<object>('webhooks.turns.lock')`
  select from platform.webhook_turns where ${ofTenant} for update`;

/** Notes that no job of the tenant in force waits or runs any more. */
export const endTurn = statement<object>('webhooks.turns.end')`
  update platform.webhook_turns set waiting_since = null, due_at = null where ${ofTenant}`;

/** Notes that no job is needed for the tenant in force where it has no webhooks. */
export const forgetTurn = statement<object>('webhooks.turns.forget')`
  update platform.webhook_turns set waiting_since = null, due_at = null
    where ${ofTenant} and not exists (select from platform.webhook_endpoints)`;

/**
 * Notes when the next job is needed, after `endTurn`, not before a pause. The transaction may have waited for one that began
 * after it and wrote a message: that is due now, though not at this transaction's now().
 *
 * @returns whether that is now
 */
export const planTurn = statement<{ due: boolean | null }, [pauseSeconds: number]>('webhooks.turns.plan')`
  update platform.webhook_turns set due_at = (select min(greatest(next.due_at, now() + make_interval(secs => $1)))
      from platform.webhook_endpoints e
      cross join lateral (select d.due_at from platform.webhook_deliveries d
        where d.endpoint_id = e.id and d.due_at is not null order by d.due_at limit 1) next
      where e.disabled_at is null)
    where ${ofTenant} returning due_at <= clock_timestamp() as due`;

/** Tenants for which a job is needed and none waits. */
export const dueTenants = statement<{ tenantId: string }, [most: number]>('webhooks.turns.due')`
  select tenant_id as "tenantId" from platform.webhook_tenants_due($1)`;
