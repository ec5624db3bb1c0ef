import { advisoryLock, statement } from '#platform/database';
import { declareList, equals, text, uuid } from '#platform/lists';
import type { PassageRuleDto } from './passage-rules.dto.js';

const place = (name: string) =>
  `case when ${name}_level is not null then jsonb_build_object('programmeId', ${name}_programme_id, 'level', ${name}_level) end as ${name}`;
const columns = `programme_id as "programmeId", level, ${place('pass')}, ${place('repeat')}`;

export const passageRuleList = declareList<PassageRuleDto, 'programme', 'programme'>({
  name: 'campus.passage-rules',
  columns,
  from: 'campus.passage_rules',
  filters: { programme: equals('programme_id') },
  sorts: { programme: { keys: [uuid('programme_id', 'programmeId'), text('level', 'level')] } },
});

/** Until the transaction ends, nobody else changes rules: two of them may lead in a circle together. */
export const lockPassageRules = advisoryLock<[tenantId: string]>(
  'campus.passage-rules.lock',
  "'campus.passage-rules.' || $1",
);

/** Whether whoever passes from one place on comes to another one. Each rule is looked up, for statistics may not know them. */
export const leadsTo = statement<
  { circle: boolean },
  [fromProgramme: string, fromLevel: string, toProgramme: string, toLevel: string]
>('campus.passage-rules.leads-to')`
  with recursive path (programme_id, level) as (
      select $1::uuid, $2::text collate "C"
      union select r.pass_programme_id, r.pass_level from path p cross join lateral (
        select pass_programme_id, pass_level from campus.passage_rules
        where programme_id = p.programme_id and level = p.level and pass_level is not null offset 0) r)
    select (select level from path where programme_id = $3 and level = $4) is not null as circle`;

export const putPassageRule = statement<
  PassageRuleDto,
  [
    tenantId: string,
    programmeId: string,
    level: string,
    passProgrammeId: string | null,
    passLevel: string | null,
    repeatProgrammeId: string,
    repeatLevel: string,
  ]
>('campus.passage-rules.put')`
  insert into campus.passage_rules as had
      (tenant_id, programme_id, level, pass_programme_id, pass_level, repeat_programme_id, repeat_level)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (tenant_id, programme_id, level) do update set pass_programme_id = excluded.pass_programme_id,
      pass_level = excluded.pass_level, repeat_programme_id = excluded.repeat_programme_id, repeat_level = excluded.repeat_level
    returning ${columns}`;
