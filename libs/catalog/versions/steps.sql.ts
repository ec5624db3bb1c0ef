import { statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import type { LocalText } from '#platform/problems';
import type { Step, StepDto } from './versions.dto.js';
import { ofVersion } from './versions.sql.js';

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
>('catalog.versions.insert-steps')`
  insert into catalog.version_steps (tenant_id, id, version_id, step, actor_kind, actor_id, problem, note)
    select $1, n.id, n.version_id, $4, $5, $6, $7, $8 from unnest($2::uuid[], $3::uuid[]) as n (id, version_id)`;

/** A step as it is stored. */
export interface StepRow extends Readonly<Omit<StepDto, 'problem'>> {
  readonly problem: { readonly code: string; readonly detail: LocalText } | null;
}

/** The steps of one version, which the filter names as `ofVersion` does. */
export const stepList = declareList<StepRow, '-id', 'version'>({
  name: 'catalog.version-steps',
  columns: 'id, step, actor_kind as "actorKind", actor_id as "actorId", problem, note, taken_at as "takenAt"',
  from: 'catalog.version_steps',
  filters: { version: ofVersion },
  sorts: { '-id': { keys: [uuid('id', 'id')] } },
  always: ['version'],
});
