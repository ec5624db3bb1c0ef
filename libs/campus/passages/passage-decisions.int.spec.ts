// Real: the whole API and its worker, PostgreSQL, the storage, people who sign in. Faked: universities and students, whom SQL wrote.
import { audited } from '../../../test/support/audit-lines.js';
import { CampusPassages } from '../../../test/support/campus-passages.js';
import type { SignedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let of: CampusPassages;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusPassages.open(api);
});

async function upload(text: string | Buffer, query = '', year = of.campus.places.open, by: SignedIn = of.campus.admin) {
  const answer = await api.inject({
    method: 'POST',
    url: `/v1/campus/years/${year}/passage-decisions${query}`,
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'text/csv' },
    payload: text,
  });
  return { status: answer.statusCode, ...answer.json() };
}
const taken = async (...asked: Parameters<typeof upload>) => (await of.ended(await upload(...asked))).result;
const decided = async () =>
  (
    await of.campus.sql<{ shown: string }>(
      `select s.number || ' ' || d.decision as shown from campus.passage_decisions d join campus.students s on s.id = d.student_id
      where d.year_id = '${of.campus.places.open}' order by s.number::int`,
    )
  ).map(({ shown }) => shown);

it('a CSV decides about each student once, and refused lines are listed with field and reason', async () => {
  await of.enrol([{ at: [0, 'L1'] }, { at: [0, 'L1'], decision: 'repeat' }, { at: [4, 'L1'] }]);
  const lines = ['N°;Décision', '1;Admis', '2;pass', '1;Redouble', '3;quitte', '4;pass', '5;perhaps', '6', ''];
  const query = `?number=${encodeURIComponent('N°')}&decision=${encodeURIComponent('Décision')}`;
  expect(await taken(Buffer.from(lines.join('\r\n'), 'latin1'), query)).toEqual({
    taken: 3,
    refused: 4,
    lines: [
      { line: 4, field: 'number', reason: 'twice' },
      { line: 6, field: 'number', reason: 'unknown' },
      { line: 7, field: 'decision', reason: 'unknown' },
      { line: 8, field: 'line', reason: 'ragged' },
    ],
  });
  expect(await decided()).toEqual(['1 pass', '2 pass', '3 leave']);
});

it('a CSV leaves a line in the audit log, and goes with the next one once its decisions were taken', async () => {
  await of.enrol([{ at: [0, 'L1'] }]);
  const other = await CampusPassages.open(api);
  const files = async ({ campus }: CampusPassages) =>
    (await runSql(api.database.adminUrl, `select from platform.blobs where tenant_id = '${campus.tenant.id}'`)).length;
  await upload('number,decision\n1,leave', '', other.campus.places.open, other.campus.admin);
  for (const decision of ['pass', 'repeat']) {
    const asked = await upload(`number,decision\n1,${decision}`);
    await of.ended(asked);
    expect(await audited(api, of.campus.tenant.id, asked.id)).toContain('campus.passages.decided');
  }
  await until(async () => (await files(of)) === 1);
  expect([await decided(), await files(other)]).toEqual([['1 repeat'], 1]);
});

it('staff decide by a CSV about who is enrolled in their places alone', async () => {
  await of.enrol([{ at: [0, 'L1'] }, { at: [4, 'L1'] }]);
  const staff = await of.campus.staff(of.campus.programme(0).universityId);
  const result = await taken('number,decision\n1,pass\n2,pass', '', of.campus.places.open, staff);
  expect(result).toEqual({ taken: 1, refused: 1, lines: [{ line: 3, field: 'number', reason: 'unknown' }] });
  expect(await decided()).toEqual(['1 pass']);
});

it('files of thousands of lines are taken, and list a thousand refused ones', async () => {
  await of.enrol(Array.from({ length: 2500 }, () => ({ at: [0, 'L1'] as const })));
  const lines = Array.from({ length: 4000 }, (_, i) => `${i + 1},pass`);
  const result = await taken(['number,decision', ...lines].join('\n'));
  expect([result.taken, result.refused, result.lines.length]).toEqual([2500, 1500, 1000]);
  expect(await decided()).toHaveLength(2500);
});

it('files that are none, lack a column, or are for a year that has not begun are refused', async () => {
  expect(await upload('PK zip')).toMatchObject({ status: 422, code: 'roster_not_csv' });
  expect(await upload('number,grade\n1,pass')).toMatchObject({ status: 422, code: 'unknown_column' });
  expect(await upload('number,decision', '', of.next)).toMatchObject({ status: 409, code: 'year_not_begun' });
  const professor = await of.campus.professor(of.campus.subject(0));
  const refused = { status: 403, code: 'students_read_only' };
  expect(await upload('number,decision', '', of.campus.places.open, professor)).toMatchObject(refused);
});
