import { makeCampusPlaces } from '../../../test/support/campus-places.js';
import { as, call, get, ofVersion, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { runSql } from '../../../test/support/sql.js';

const content = { name: 'Chloé Martin', email: 'chloe.martin@univ.example', number: '22104711' };

/** A student who is enrolled. */
async function student(shop: Shop) {
  const { token } = await shop.admin();
  const { programmes, open, closed } = await makeCampusPlaces(shop.api.database.ownerUrl, shop.id);
  const enrolment = { programmeId: programmes[0]?.id, level: 'L1' };
  const body = { ...content, enrolment: { ...enrolment, yearId: open } };
  const { id } = await shop.ask<{ id: string }>(token, '/v1/campus/students', body);
  return { token, url: `/v1/campus/students/${id}`, enrolment, open, closed };
}

export const queryCounts: QueryCounts = {
  'GET /v1/campus/students/{id}': async (shop) => {
    const { token, url } = await student(shop);
    return [call(as(token, get(url)), 'campus.students.by-id')];
  },
  'PUT /v1/campus/students/{id}': async (shop) => {
    const { token, url } = await student(shop);
    const sent = ['campus.accounts.lock-addresses', 'campus.students.change', 'campus.students.by-id'];
    return [call(as(token, ofVersion(1, put(url, content))), ...sent)];
  },
  'DELETE /v1/campus/students/{id}': async (shop) => {
    const { token, url } = await student(shop);
    return [call(as(token, ofVersion(1, remove(url))), 'campus.students.delete', 'audit.lines.insert')];
  },
  'PUT /v1/campus/students/{id}/enrolments/{year}': async (shop) => {
    const { token, url, enrolment, open, closed } = await student(shop);
    const read = [
      'campus.students.lock',
      'campus.enrolments.of-student',
      'campus.years.keep',
      'campus.programmes.keep',
    ];
    // Nobody is enrolled in a closed year.
    const opened = `update campus.years set state = 'preparing' where id = '${closed}'`;
    await runSql(shop.api.database.adminUrl, opened);
    const first = { ...put(`${url}/enrolments/${closed}`, enrolment), headers: { 'if-match': '*' } };
    return [
      call(as(token, ofVersion(1, put(`${url}/enrolments/${open}`, enrolment))), ...read, 'campus.enrolments.change'),
      call(as(token, first), ...read, 'campus.enrolments.insert'),
    ];
  },
};
