import { advisoryLock, placesFrom, statement } from '#platform/database';
import { declareList, equals, uuid } from '#platform/lists';
import type { Operation } from './operation.js';
import { foundBy, type ReaderValues } from './readers.js';

const columns = `id, kind, user_id as "userId", begun_by as "begunBy", state, progress, result, error, version,
  cancel_permission as "cancelPermission", scope, created_at as "createdAt", updated_at as "updatedAt"`;
const change = 'version = version + 1, updated_at = now()';

export const insertOperation = statement<
  Operation & { tenantId: string },
  [
    id: string,
    kind: string,
    cancelPermission: string,
    userId: string | null,
    begunBy: string | null,
    scope: string | null,
  ]
>('operations.insert')`
  insert into platform.operations (tenant_id, id, kind, cancel_permission, user_id, begun_by, scope)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4, $5, $6)
    returning ${columns}, tenant_id as "tenantId"`;

export const operationById = statement<Operation, [id: string]>('operations.by-id')`
  select ${columns} from platform.operations where id = $1`;

/** As `operationById`, where the reader finds it. */
export const operationFoundBy = statement<Operation, [id: string, ...ReaderValues]>('operations.found-by')`
  select ${columns} from platform.operations where id = $1 and ${foundBy(placesFrom(2))}`;

/** Until the commit no other transaction starts such an operation for `$2`, a user or a tenant. */
export const lockOperations = advisoryLock<[kind: string, ownerId: string]>(
  'operations.lock',
  "'platform.operations.' || $1 || '.' || $2",
);

/** The latest of a kind that a user began in 24 hours, the newest first, each with the seconds until it is older. */
export const latestOfPerson = statement<
  Operation & { readonly secondsLeft: number },
  [userId: string, kind: string, most: number]
>('operations.latest-of-person')`
  select ${columns}, extract(epoch from created_at + interval '1 day' - now())::float8 as "secondsLeft"
    from platform.operations where user_id = $1 and kind = $2
      and created_at between now() - interval '1 day' and now() + interval '1 minute'
    order by id desc limit $3`;

/** Operations of a kind that the tenant, or one of those who begin them, began in 24 hours and that have not ended. */
export const openOfTenant = statement<{ open: number }, [kind: string, begunBy: string | null]>(
  'operations.open-of-tenant',
)`
  select count(*)::int as open from platform.operations
    where user_id is null and state in ('queued', 'running', 'cancelling') and kind = $1
      and created_at between now() - interval '1 day' and now() + interval '1 minute'
      and ($2::uuid is null or begun_by = $2)`;

/** Marks an operation as running, or as cancelled when that was requested. A failed one may be run again by an operator. */
export const beginOperation = statement<Operation, [id: string]>('operations.begin')`
  update platform.operations
       set state = case when state in ('cancelling', 'cancelled') then 'cancelled'
                        when state = 'succeeded' then state else 'running' end,
           error = null, ${change}
     where id = $1 returning ${columns}`;

export const advanceOperation = statement<{ id: string }, [id: string, progress: number]>('operations.advance')`
  update platform.operations set progress = $2, ${change}
     where id = $1 and state in ('running', 'cancelling') and progress <> $2 returning id`;

export const askToStop = statement<Operation, [id: string]>('operations.ask-to-stop')`
  update platform.operations set state = 'cancelling', ${change}
     where id = $1 and state in ('queued', 'running') returning ${columns}`;

/** Ends an operation; a cancelled one stays cancelled. */
export const endOperation = statement<
  Operation,
  [id: string, state: 'succeeded' | 'failed' | 'cancelled', result: string | null, error: string | null]
>('operations.end')`
  update platform.operations
       set state = $2, result = $3, error = $4, progress = case $2 when 'succeeded' then 1 else progress end, ${change}
     where id = $1 and state <> 'cancelled' returning ${columns}`;

/**
 * The tenant's, merged with those of the user in force; the newest first: ids are ordered by time. Each part has an index, so
 * that neither is searched among what others began.
 */
export const operationList = declareList<Operation, '-createdAt', 'reader' | 'state'>({
  name: 'operations',
  columns,
  from: [
    { from: '(select * from platform.operations where user_id is null) of_tenant', columns: '*' },
    {
      from: `(select * from platform.operations
        where user_id = nullif(current_setting('app.user_id', true), '')::uuid) of_person`,
      columns: '*',
    },
  ],
  filters: {
    reader: { condition: foundBy, parameters: (values) => JSON.parse(values) },
    state: equals('state'),
  },
  always: ['reader'],
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});
