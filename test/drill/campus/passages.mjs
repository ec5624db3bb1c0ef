// Plans of passages from the open year into the next one.
import { idOf } from './seed.mjs';

/** With a line for each student who is enrolled. */
const PLANS = 3;
/** Of so many students one repeats, is undecided, or has a destination by hand. */
const [REPEATS, UNDECIDED, BY_HAND] = [12, 50, 500];

/**
 * Writes three plans, each with a line for every enrolment of the open year: whoever passes goes to the next level, or leaves the cycle.
 *
 * @param clients of the superuser, who fill at once
 * @param inTime throws when the drill takes too long
 */
export async function seedPassages(clients, tenant, inTime) {
  const t = `'${tenant.id}'::uuid`;
  const id = (kind, n) => idOf(tenant, kind, n);
  await clients[0].query(`
    insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
      values (${t}, ${id('year', 2)}, '2027', '2027', '2027-09-01', '2028-08-31');
    insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, state, operation_id)
      select ${t}, ${id('plan', 'k')}, ${id('year', 0)}, ${id('year', 2)}, 'planned', ${id('plan', 'k')}
      from generate_series(0, ${PLANS - 1}) k`);
  const plans = [...Array(PLANS).keys()];
  const fill = async (client) => {
    for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
      inTime();
      await client.query(linesOf(t, id, plan));
    }
  };
  await Promise.all(clients.map(fill));
}

const linesOf = (t, id, plan) => `
  insert into campus.passage_lines (tenant_id, plan_id, student_id, year_id, enrolment_id, enrolment_version, number, name_key, decision,
      programme_id, level, problem, reason)
    select ${t}, ${id('plan', plan)}, e.student_id, ${id('year', 2)}, e.id, e.version, e.number, e.name_key, d.decision,
      case when to_level is not null then e.programme_id end, to_level, case when d.decision is null then 'undecided' end,
      case when e.number::int % ${BY_HAND} = 7 then 'By the jury' end
    from campus.enrolments e
      cross join lateral (select case when e.number::int % ${UNDECIDED} = 1 then null
        when e.number::int % ${REPEATS} = 0 then 'repeat' else 'pass' end as decision) d
      cross join lateral (select case d.decision when 'repeat' then e.level
        when 'pass' then case e.level when 'L1' then 'L2' when 'L2' then 'L3' when 'M1' then 'M2' end end as to_level) l
    where e.tenant_id = ${t} and e.year_id = ${id('year', 0)}`;
