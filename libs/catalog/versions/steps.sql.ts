import { samples, statement } from '#platform/database';

/** What happened to a version. */
export type Step =
  | 'created'
  | 'unpacked'
  | 'unpacking-failed'
  | 'checking'
  | 'check-failed'
  | 'published'
  | 'yanked'
  | 'imported';

/** Notes a step of each of these versions. */
export const insertSteps = statement<
  object,
  [
    tenantId: string,
    ids: readonly string[],
    versions: readonly string[],
    step: Step,
    actorKind: string,
    actorId: string | null,
    problem: string | null,
    note: string | null,
  ]
>({
  name: 'catalog.versions.insert-steps',
  text: `
    insert into catalog.version_steps (tenant_id, id, version_id, step, actor_kind, actor_id, problem, note)
    select $1, n.id, n.version_id, $4, $5, $6, $7, $8 from unnest($2::uuid[], $3::uuid[]) as n (id, version_id)`,
  sample: [samples.tenantInForce, [samples.id], [samples.id], 'published', 'member', samples.id, null, null],
});
