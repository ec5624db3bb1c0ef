import { newId } from '#platform/ids';
import { CampusCallers } from '../../../support/campus-callers.js';
import * as q from '../../../support/query-counts.js';
import type { Shop } from '../../../support/shop.js';

const scope = 'campus.scopes.of-user';
const [audit, outbox] = ['audit.lines.insert', 'outbox.insert'];

/** Staff of a university, and a plan of their student. */
const planned = (state: string) => async (shop: Shop) => {
  const places = await CampusCallers.in(shop);
  const { id: programmeId, universityId } = places.programme(0);
  const [{ token: caller }, student] = [await places.staff(universityId), await places.student(0)];
  const [id, next, { open }] = [newId(), newId(), places.places];
  await places.sql(`insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
      values ('${shop.id}', '${next}', '2027', '2027', '2027-09-01', '2028-08-31');
    insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, university_id, state, operation_id)
      values ('${shop.id}', '${id}', '${open}', '${next}', '${universityId}', '${state}', '${id}');
    insert into campus.passage_lines (tenant_id, plan_id, student_id, year_id, enrolment_id, enrolment_version, number, name_key)
      values ('${shop.id}', '${id}', '${student.rowId}', '${next}', '${newId()}', 1, '1', 'name')`);
  const years = { fromYearId: open, toYearId: next, yearId: open, placeId: universityId };
  return { caller, id, studentId: student.rowId, ...years, destination: { programmeId, level: 'L2' }, universityId };
};
const plan = planned('planned');

const planLock = 'campus.passage-plans.lock';
const begun = `operations.insert ${outbox}`;
const worksOnPlan = `${scope} campus.passage-plans.by-id ${planLock} campus.years.keep ${begun} campus.passage-plans.begin
  ${audit}`;
const { beginsOperation: begins, endsRoom, keepsFile, reservesRoom } = q;

export const queryCounts: q.QueryCounts = {
  ...q.counts(
    async (shop) => {
      const places = await CampusCallers.in(shop);
      const { id } = places.programme(0);
      return { caller: places.admin.token, id, level: 'L1', pass: { programmeId: id, level: 'L2' } };
    },
    {
      'PUT /v1/campus/programmes/{id}/passage-rules/{level}': `campus.passage-rules.lock campus.programmes.keep
        campus.programmes.keep campus.passage-rules.leads-to campus.passage-rules.put ${audit}`,
    },
  ),
  ...q.counts(plan, {
    'POST /v1/campus/passage-plans': `${scope} campus.years.keep campus.years.keep campus.passage-plans.place ${begins}
      ${outbox} campus.passage-plans.insert ${audit}`,
    'GET /v1/campus/passage-plans': `${scope} campus.passage-plans.list.within.-createdAt.near`,
    'GET /v1/campus/passage-plans/{id}': `${scope} campus.passage-plans.by-id campus.passage-lines.count`,
    'GET /v1/campus/passage-plans/{id}/lines': `${scope} campus.passage-lines.list.plan.number.near`,
    'PATCH /v1/campus/passage-plans/{id}/lines/{studentId}': `${scope} ${planLock} campus.programmes.keep
      campus.passage-lines.set-by-hand ${audit}`,
    'POST /v1/campus/passage-plans/{id}/apply': worksOnPlan,
  }),
  ...q.counts(planned('applied'), { 'POST /v1/campus/passage-plans/{id}/undo': worksOnPlan }),
  ...q.counts(
    async (shop) => {
      const { caller, studentId: id, yearId } = await plan(shop);
      return { caller, id, yearId };
    },
    {
      'PUT /v1/campus/students/{id}/passage-decision': `${scope} campus.years.keep campus.enrolments.of-student
        campus.passage-decisions.put ${audit}`,
    },
  ),
  ...q.counts(
    async (shop) => {
      const { caller, yearId: id } = await plan(shop);
      return { caller, id, payload: 'number,decision', mediaType: 'text/csv' };
    },
    {
      'POST /v1/campus/years/{id}/passage-decisions': `${scope} campus.passage-files.ids ${reservesRoom} ${keepsFile} campus.years.keep ${begins}
        ${outbox} campus.passage-files.delete campus.passage-files.insert ${audit} ${endsRoom}`,
    },
  ),
};
