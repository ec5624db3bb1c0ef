import { statement } from '#platform/database';
import { enrolledWithin, type ScopeValues } from '../scopes/within-scope.js';
import type { PassageDecisionDto } from './passage-decisions.dto.js';

export const putDecision = statement<
  PassageDecisionDto,
  [tenantId: string, yearId: string, studentId: string, decision: string]
>('campus.passage-decisions.put')`
  insert into campus.passage_decisions (tenant_id, year_id, student_id, decision) values ($1, $2, $3, $4)
    on conflict (tenant_id, year_id, student_id) do update set decision = excluded.decision, decided_at = now()
    returning year_id as "yearId", student_id as "studentId", decision, decided_at as "decidedAt"`;

/** Decides about students of the year, by lines as JSON with their numbers. @returns the lines of those who are within the scope */
export const takeDecisions = statement<{ line: number }, [yearId: string, lines: string, ...scope: ScopeValues]>(
  'campus.passage-decisions.take',
)`
  with given as materialized (
      select l.line, l.decision, e.tenant_id, e.student_id
      from jsonb_to_recordset($2::jsonb) as l (line integer, number text, decision text)
        cross join lateral (select id from campus.students where number = l.number offset 0) s
        cross join lateral (select tenant_id, student_id from campus.enrolments
          where student_id = s.id and year_id = $1 and ${enrolledWithin(3)} offset 0) e
    ), written as (
      insert into campus.passage_decisions as had (tenant_id, year_id, student_id, decision)
      select tenant_id, $1, student_id, decision from given order by student_id
      on conflict (tenant_id, year_id, student_id) do update set decision = excluded.decision, decided_at = now()
        where had.decision <> excluded.decision
    )
    select line from given`;

/** A file of decisions that is taken: the operation that takes it has the same id. */
export const insertFile = statement<object, [tenantId: string, id: string, digest: string]>(
  'campus.passage-files.insert',
)`
  insert into campus.passage_files (tenant_id, id, digest) values ($1, $2, $3)`;

export const fileIds = statement<{ id: string }>('campus.passage-files.ids')`select id from campus.passage_files`;

export const deleteFiles = statement<{ digest: string }, [ids: readonly string[]]>('campus.passage-files.delete')`
  delete from campus.passage_files where id = any ($1::uuid[]) returning digest`;

export const fileById = statement<{ digest: string }, [id: string]>('campus.passage-files.by-id')`
  select digest from campus.passage_files where id = $1`;
