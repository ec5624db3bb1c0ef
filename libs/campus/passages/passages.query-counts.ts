import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import {
  as,
  call,
  endsRoom,
  get,
  patch,
  post,
  put,
  type QueryCounts,
  reservesRoom,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/campus';
const scope = 'campus.scopes.of-user';
const kept = 'campus.programmes.keep';
const byId = 'campus.passage-plans.by-id';
const begins = ['operations.insert', 'outbox.insert'];

/** Staff of a university, and a plan of their student. */
async function planned(shop: Shop, state = 'planned') {
  const campus = await CampusCallers.in(shop);
  const { id: programmeId, universityId } = campus.programme(0);
  const [{ token }, student, id, next] = [await campus.staff(universityId), await campus.student(0), newId(), newId()];
  const { open } = campus.places;
  await campus.sql(`insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
      values ('${shop.id}', '${next}', '2027', '2027', '2027-09-01', '2028-08-31');
    insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, university_id, state, operation_id)
      values ('${shop.id}', '${id}', '${open}', '${next}', '${universityId}', '${state}', '${id}');
    insert into campus.passage_lines (tenant_id, plan_id, student_id, year_id, enrolment_id, enrolment_version, number, name_key)
      values ('${shop.id}', '${id}', '${student.rowId}', '${next}', '${newId()}', 1, '1', 'name')`);
  return { token, one: `${url}/passage-plans/${id}`, student: student.rowId, programmeId, universityId, open, next };
}

const works = (what: string): QueryCounts => ({
  [`POST /v1/campus/passage-plans/{id}/${what}`]: async (shop) => {
    const { token, one } = await planned(shop, what === 'undo' ? 'applied' : 'planned');
    const sends = [byId, 'campus.passage-plans.lock', 'campus.years.keep'];
    return [
      call(
        as(token, post(`${one}/${what}`)),
        scope,
        ...sends,
        ...begins,
        'campus.passage-plans.begin',
        'audit.lines.insert',
      ),
    ];
  },
});

export const queryCounts: QueryCounts = {
  'PUT /v1/campus/programmes/{id}/passage-rules/{level}': async (shop) => {
    const campus = await CampusCallers.in(shop);
    const { id } = campus.programme(0);
    const rule = { pass: { programmeId: id, level: 'L2' } };
    const sends = ['lock', 'leads-to', 'put'].map((each) => `campus.passage-rules.${each}`);
    const [lock = '', leads = '', written = ''] = sends;
    const request = as(campus.admin.token, put(`${url}/programmes/${id}/passage-rules/L1`, rule));
    return [call(request, lock, kept, kept, leads, written, 'audit.lines.insert')];
  },
  'PUT /v1/campus/students/{id}/passage-decision': async (shop) => {
    const campus = await CampusCallers.in(shop);
    const [student, { universityId }] = [await campus.student(0), campus.programme(0)];
    const { token } = await campus.staff(universityId);
    const request = as(
      token,
      put(`${url}/students/${student.rowId}/passage-decision`, { yearId: campus.places.open, decision: 'pass' }),
    );
    const sends = ['campus.years.keep', 'campus.enrolments.of-student', 'campus.passage-decisions.put'];
    return [call(request, scope, ...sends, 'audit.lines.insert')];
  },
  'POST /v1/campus/years/{id}/passage-decisions': async (shop) => {
    const { token, open } = await planned(shop);
    const request = {
      ...post(`${url}/years/${open}/passage-decisions`),
      payload: 'number,decision',
      headers: { 'content-type': 'text/csv' },
    };
    const begun = ['campus.years.keep', 'operations.lock', 'operations.open-of-tenant', ...begins];
    const files = ['campus.passage-files.delete', 'campus.passage-files.insert', 'audit.lines.insert'];
    const stored = ['storage.blobs.announce', 'storage.blobs.use'];
    return [call(as(token, request), scope, ...reservesRoom, ...stored, ...begun, ...files, endsRoom)];
  },
  'POST /v1/campus/passage-plans': async (shop) => {
    const { token, open, next, universityId } = await planned(shop);
    const request = as(
      token,
      post(`${url}/passage-plans`, { fromYearId: open, toYearId: next, placeId: universityId }),
    );
    const sends = ['campus.years.keep', 'campus.years.keep', 'campus.passage-plans.place', 'operations.lock'];
    const written = ['campus.passage-plans.insert', 'audit.lines.insert'];
    return [call(request, scope, ...sends, 'operations.open-of-tenant', ...begins, ...written)];
  },
  'GET /v1/campus/passage-plans': async (shop) => {
    const { token } = await planned(shop);
    return [call(as(token, get(`${url}/passage-plans`)), scope, 'campus.passage-plans.list.within.-createdAt.near')];
  },
  'GET /v1/campus/passage-plans/{id}': async (shop) => {
    const { token, one } = await planned(shop);
    return [call(as(token, get(one)), scope, byId, 'campus.passage-lines.count')];
  },
  'GET /v1/campus/passage-plans/{id}/lines': async (shop) => {
    const { token, one } = await planned(shop);
    return [call(as(token, get(`${one}/lines`)), scope, 'campus.passage-lines.list.plan.number.near')];
  },
  'PATCH /v1/campus/passage-plans/{id}/lines/{studentId}': async (shop) => {
    const { token, one, student, programmeId } = await planned(shop);
    const body = { destination: { programmeId, level: 'L2' }, reason: 'By the jury' };
    const sends = ['campus.passage-plans.lock', kept, 'campus.passage-lines.set-by-hand'];
    return [call(as(token, patch(`${one}/lines/${student}`, body)), scope, ...sends, 'audit.lines.insert')];
  },
  ...works('apply'),
  ...works('undo'),
};
