import { samples, statement } from '#platform/database';

/** A change that is in the journal. */
export interface AppliedChange {
  readonly id: string;
  /** Of the record, after the change. */
  readonly version: number;
}

export const appliedChanges = statement<AppliedChange, [ids: readonly string[]]>({
  name: 'journal.applied-changes.of',
  index: 'applied_changes_pkey',
  text: 'select id, version from journal.applied_changes where id = any ($1)',
  sample: [[samples.id]],
});

export const insertApplied = statement<
  object,
  [tenantId: string, userId: string, ids: readonly string[], versions: readonly number[]]
>({
  name: 'journal.applied-changes.insert',
  text: `insert into journal.applied_changes (tenant_id, user_id, id, version)
    select $1, $2, * from unnest($3::uuid[], $4::integer[])`,
  sample: [samples.tenantInForce, samples.id, [samples.otherId], [1]],
});
