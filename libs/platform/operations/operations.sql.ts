import { samples, statement } from '#platform/database';
import { declareList, equals, uuid } from '#platform/lists';
import type { Operation, OperationState } from './operations.js';

const columns = `id, kind, state, progress, result, error, version, cancel_permission as "cancelPermission", created_at as "createdAt", updated_at as "updatedAt"`;
const change = 'version = version + 1, updated_at = now()';

export const insertOperation = statement<
  Operation & { tenantId: string },
  [id: string, kind: string, cancelPermission: string]
>({
  name: 'operations.insert',
  text: `
    insert into platform.operations (tenant_id, id, kind, cancel_permission)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3)
    returning ${columns}, tenant_id as "tenantId"`,
  sample: [samples.id, 'tests.work', 'tests.write'],
});

export const operationById = statement<Operation, [id: string]>({
  name: 'operations.by-id',
  index: 'operations_pkey',
  text: `select ${columns} from platform.operations where id = $1`,
  sample: [samples.id],
});

/** Marks an operation as running, or as cancelled when that was requested. A failed one may be run again by an operator. */
export const beginOperation = statement<{ id: string; kind: string; state: OperationState }, [id: string]>({
  name: 'operations.begin',
  text: `
    update platform.operations
       set state = case when state in ('cancelling', 'cancelled') then 'cancelled'
                        when state = 'succeeded' then state else 'running' end,
           error = null, ${change}
     where id = $1 returning id, kind, state`,
  sample: [samples.id],
});

export const advanceOperation = statement<{ id: string }, [id: string, progress: number]>({
  name: 'operations.advance',
  text: `
    update platform.operations set progress = $2, ${change}
     where id = $1 and state in ('running', 'cancelling') and progress <> $2 returning id`,
  sample: [samples.id, 0.5],
});

export const askToStop = statement<Operation, [id: string]>({
  name: 'operations.ask-to-stop',
  text: `
    update platform.operations set state = 'cancelling', ${change}
     where id = $1 and state in ('queued', 'running') returning ${columns}`,
  sample: [samples.id],
});

/** Ends an operation; a cancelled one stays cancelled. */
export const endOperation = statement<
  Operation,
  [id: string, state: 'succeeded' | 'failed' | 'cancelled', result: string | null, error: string | null]
>({
  name: 'operations.end',
  text: `
    update platform.operations
       set state = $2, result = $3, error = $4, progress = case $2 when 'succeeded' then 1 else progress end, ${change}
     where id = $1 and state <> 'cancelled' returning ${columns}`,
  sample: [samples.id, 'succeeded', '{}', null],
});

/** The newest first: ids are ordered by time. */
export const operationList = declareList<Operation, '-createdAt', 'state'>({
  name: 'operations',
  columns,
  from: 'platform.operations',
  filters: { state: equals('state', 'failed') },
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
  defaultSort: '-createdAt',
  index: (_, [state]) => (state ? 'operations_by_state' : 'operations_pkey'),
});
