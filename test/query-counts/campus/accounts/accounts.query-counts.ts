import { newId } from '#platform/ids';
import { personKinds } from '../../../../libs/campus/accounts/accounts.sql.js';
import { CampusCallers } from '../../../support/campus-callers.js';
import * as q from '../../../support/query-counts.js';
import type { Shop } from '../../../support/shop.js';
import { runSql } from '../../../support/sql.js';
import { make } from '../structure/structure.query-counts.js';

const audit = 'audit.lines.insert';
const addresses = 'campus.accounts.lock-addresses';

/** An admin, a place, and one of a kind of people. */
const person = (path: string) => async (shop: Shop) => {
  const places = await CampusCallers.in(shop);
  const [caller, { id: programmeId, universityId, ufrId }] = [places.admin.token, places.programme(0)];
  const named = { name: 'Ada Martin', email: 'ada.martin@univ.example' };
  const also = { places: [{ universityId, ufrId }], subjectIds: [places.subject(0), places.subject(1)] };
  const enrolment = { programmeId, level: 'L1', yearId: places.places.open };
  const bodies = {
    students: { number: '1', enrolment },
    staff: { places: also.places },
    professors: { subjectIds: also.subjectIds },
  };
  const body = { ...named, ...bodies[path as keyof typeof bodies] };
  return { caller, ...named, ...also, id: await make(shop, caller, path, body), programmeId, year: places.places.open };
};
/** The same, with no account. */
const withoutAccount = (kind: string) => async (shop: Shop) => {
  const [{ token: caller, id: userId }, id] = [await shop.admin(), newId()];
  const number = kind === 'students' ? [', number', `, '${id}'`] : ['', ''];
  await runSql(
    shop.api.database.adminUrl,
    `insert into campus.${kind} (tenant_id, id, name, name_key, email${number[0]})
      values ('${shop.id}', '${id}', 'Ada', 'ada', '${id}@univ.example'${number[1]})`,
  );
  return { caller, id, userId };
};

export const queryCounts: q.QueryCounts = {
  ...q.counts(person('professors'), {
    'GET /v1/campus/professors/{id}': 'campus.professors.by-id',
    'PUT /v1/campus/professors/{id}': `${addresses} campus.professors.change campus.professor-subjects.remove
      campus.professor-subjects.add ${audit} campus.professors.by-id`,
    'DELETE /v1/campus/professors/{id}': `campus.professors.delete ${audit}`,
  }),
  ...q.counts(async (shop) => ({ ...(await person('professors')(shop)), email: 'another@univ.example' }), {
    'POST /v1/campus/staff': `${addresses} campus.staff.insert auth.users.proven-by-address campus.staff-places.add
      ${audit} campus.staff.by-id`,
  }),
  ...q.counts(person('staff'), {
    'GET /v1/campus/staff/{id}': 'campus.staff.by-id',
    'PUT /v1/campus/staff/{id}': `${addresses} campus.staff.change campus.staff-places.remove campus.staff-places.add ${audit}
      campus.staff.by-id`,
    'DELETE /v1/campus/staff/{id}': `campus.staff.delete ${audit}`,
  }),
  ...q.counts(person('students'), {
    'GET /v1/campus/students/{id}': 'campus.students.by-id',
    'PUT /v1/campus/students/{id}': `${addresses} campus.students.change campus.students.by-id`,
    'DELETE /v1/campus/students/{id}': `campus.students.delete ${audit}`,
  }),
  'PUT /v1/campus/students/{id}/enrolments/{year}': async (shop) => {
    const { caller, id, programmeId, year } = await person('students')(shop);
    const next = await make(shop, caller, 'years', { name: '2027', startsOn: '2027-09-01', endsOn: '2028-08-31' });
    const put = (of: string) => q.put(`/v1/campus/students/${id}/enrolments/${of}`, { programmeId, level: 'L1' });
    const reads =
      'campus.students.lock campus.students.enrollable campus.enrolments.of-student campus.years.keep campus.programmes.keep';
    const first = { ...put(next), headers: { 'if-match': '*' } };
    return [
      q.call(q.as(caller, q.ofVersion(1, put(year))), `${reads} campus.enrolments.change`),
      q.call(q.as(caller, first), `${reads} campus.enrolments.insert`),
    ];
  },
  ...Object.assign(
    {},
    ...personKinds.map((kind) =>
      q.counts(withoutAccount(kind), {
        [`PUT /v1/campus/${kind}/{id}/account`]: `campus.accounts.lock auth.users.proven-by-id campus.${kind}.set-account ${audit}`,
      }),
    ),
  ),
};
