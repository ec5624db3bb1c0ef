// Real: the whole API and its worker over HTTP, PostgreSQL, the storage in a directory, people who sign in. Faked: nothing.
import type { Role } from '#platform/access';
import { newId } from '#platform/ids';
import { logIn, makePerson } from '../../support/people.js';
import { callAs, freshTenant } from '../../support/signed-in.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';

interface Enrolled {
  readonly studentId: string;
  readonly number: string;
  readonly programmeId: string;
}

let api: TestApp;
let tenant: { id: string; slug: string };
/** Tokens of who signed in, by their addresses. */
let tokens: Record<string, string>;
/** What was made, by name. */
let ids: Record<string, string>;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';
const send = (by: string, method: Method, path: string, body?: object, headers: Record<string, string> = {}) =>
  callAs(api, tokens[by] ?? '', method, `/v1/${path}`, body, {
    ...(method !== 'GET' && { 'if-match': '*' }),
    ...headers,
  });
async function ask(...asked: Parameters<typeof send>) {
  const answer = await send(...asked);
  if (answer.statusCode >= 300) throw new Error(`${asked.slice(0, 3).join(' ')}: ${answer.body}`);
  return answer.json();
}
async function make(name: string, path: string, body: object) {
  ids[name] = (await ask('admin', 'POST', `campus/${path}`, body)).id;
}
const titles = async (by: string) =>
  (await ask(by, 'GET', 'campus/chapters?sort=position')).data.map(({ title }: { title: string }) => title);
const enrolled = async (by: string, query = ''): Promise<Enrolled[]> =>
  (await ask(by, 'GET', `campus/students?sort=number${query}`)).data;
const numbers = async (by: string, query = '') => (await enrolled(by, query)).map(({ number }) => number);

/** Signs in a user, who has proven their address: whoever of the universities has it is linked to them. */
async function join(name: string, role: Role = 'member') {
  const person = await makePerson(api, tenant, { email: `${name}@univ.example`, role });
  tokens[name] = (await logIn(api, person)).json().accessToken;
}

const header = 'N° étudiant;Nom;Courriel;Formation;Niveau;Remarque';
const line = (number: number, name: string, programme: string, level = 'L1') =>
  `${number};${name};${name.toLowerCase()}@univ.example;${programme};${level};`;
const columns = {
  ...{ number: 'N° étudiant', name: 'Nom', email: 'Courriel' },
  ...{ programme: 'Formation', level: 'Niveau' },
};
const ended = (id: string) =>
  until(async () => {
    const operation = await ask('admin', 'GET', `operations/${id}`);
    return ['succeeded', 'failed'].includes(operation.state) && operation.state;
  });

/** Uploads a roster as an administration saves it, and checks it. @returns its id */
async function checked(year: string, ...lines: readonly string[]): Promise<string> {
  const text = Buffer.from([header, ...lines].join('\r\n'), 'latin1');
  const asCsv = { 'content-type': 'text/csv' };
  const { id } = await ask('admin', 'POST', `campus/rosters?year=${ids[year]}`, text, asCsv);
  expect(await ended((await ask('admin', 'POST', `campus/rosters/${id}/check`, { columns })).id)).toBe('succeeded');
  return id;
}
async function apply(year: string, ...lines: readonly string[]) {
  const id = await checked(year, ...lines);
  expect(await ended((await ask('admin', 'POST', `campus/rosters/${id}/apply`, {})).id)).toBe('succeeded');
}
const putYear = async (name: string, state: string) =>
  (await send('admin', 'PUT', `campus/years/${ids[name]}`, { ...datesOf(name), name, state })).statusCode;
const datesOf = (name: string) => ({ startsOn: `${name}-09-01`, endsOn: `${Number(name) + 1}-08-31` });

const ana = line(22001, 'Ana', 'INFO');
const ben = line(22002, 'Ben', 'INFO', 'L2');
const cleo = line(22003, 'Cleo', 'DROIT');

beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'etude-line' });
  [tokens, ids] = [{}, {}];
  await join('admin', 'admin');
  await make('Rennes', 'universities', { name: 'Rennes' });
  for (const name of ['Sciences', 'Law']) await make(name, 'ufrs', { name, universityId: ids.Rennes });
  for (const [code, ufr] of [
    ['INFO', 'Sciences'],
    ['MATH', 'Sciences'],
    ['DROIT', 'Law'],
  ] as const) {
    await make(code, 'programmes', { name: code, code, levels: ['L1', 'L2'], ufrId: ids[ufr] });
    await make(`${code} L1`, 'subjects', { name: 'Introduction', programmeId: ids[code], level: 'L1' });
  }
  for (const name of ['2026', '2027']) await make(name, 'years', { name, ...datesOf(name) });
  await putYear('2026', 'open');
});

/** A professor who teaches the first level of some programmes. */
async function professor(name: string, ...programmes: readonly string[]) {
  const subjectIds = programmes.map((code) => ids[`${code} L1`]);
  await join(name, 'editor');
  await make(name, 'professors', { name, email: `${name}@univ.example`, subjectIds });
}
/** Writes a chapter with a file, and publishes it. @returns the path of the file */
async function publish(by: string, programme: string, title: string, file: string): Promise<string> {
  const chapter = { subjectId: ids[`${programme} L1`], title, body: `# ${title}` };
  const { id } = await ask(by, 'POST', 'campus/chapters', chapter);
  const path = `campus/chapters/${id}/attachments/${newId()}`;
  await ask(by, 'PUT', `${path}?name=exercises.pdf`, Buffer.from(file), { 'content-type': 'application/pdf' });
  await ask(by, 'POST', `campus/chapters/${id}/publish`);
  return path;
}

it('a roster with faults is checked without a change, mended and applied', async () => {
  const faulty = await checked('2026', ana, line(22002, 'Ben', 'INFO', 'M1'), line(22003, 'Cleo', 'LAW'), '22004;Dora');
  const { data } = await ask('admin', 'GET', `campus/rosters/${faulty}/refusals`);
  expect(data.map(({ line, field, reason }: Record<string, unknown>) => [line, field, reason])).toEqual([
    [3, 'level', 'not_offered'],
    [4, 'programme', 'unknown'],
    [5, 'line', 'ragged'],
  ]);
  expect(await numbers('admin')).toEqual([]);
  const mended = await checked('2026', ana, ben, cleo, line(22004, 'Dora', 'MATH'));
  expect((await ask('admin', 'GET', `campus/rosters/${mended}`)).counts).toMatchObject({ added: 4, refused: 0 });
  await ask('admin', 'POST', `campus/rosters/${mended}/apply`, {});
  await until(async () => (await numbers('admin')).length === 4);
  expect(await numbers('admin', `&ufr=${ids.Sciences}`)).toEqual(['22001', '22002', '22004']);
});

it('students read the chapters and files that were published for their programme and level, and nothing else', async () => {
  for (const name of ['ana', 'ben', 'cleo']) await join(name);
  await apply('2026', ana, ben, cleo);
  await professor('turing', 'INFO');
  await professor('portalis', 'DROIT');
  const file = await publish('turing', 'INFO', 'Machines', 'of Turing');
  await publish('portalis', 'DROIT', 'Contracts', 'of Portalis');
  const draft = { subjectId: ids['INFO L1'], title: 'Not ready', body: '' };
  await ask('turing', 'POST', 'campus/chapters', draft);
  expect((await send('turing', 'POST', 'campus/chapters', { ...draft, subjectId: ids['DROIT L1'] })).statusCode).toBe(
    422,
  );
  expect(await titles('turing')).toEqual(['Machines', 'Not ready']);
  expect([await titles('ana'), await titles('ben'), await titles('cleo')]).toEqual([['Machines'], [], ['Contracts']]);
  expect((await send('ana', 'GET', file)).rawPayload.toString()).toBe('of Turing');
  expect((await send('cleo', 'GET', file)).statusCode).toBe(404);
  expect((await send('ana', 'GET', 'campus/students')).statusCode).toBe(403);
});

it('staff see the students of their UFR alone, and move them inside it', async () => {
  await apply('2026', ana, ben, cleo);
  const places = [{ universityId: ids.Rennes, ufrId: ids.Sciences }];
  await join('staff', 'editor');
  await make('staff', 'staff', { name: 'Staff', email: 'staff@univ.example', places });
  expect(await numbers('staff')).toEqual(['22001', '22002']);
  const [, , lawyer] = await enrolled('admin');
  expect((await send('staff', 'GET', `campus/students/${lawyer?.studentId}`)).statusCode).toBe(404);
  const [student] = await enrolled('staff');
  const path = `campus/students/${student?.studentId}/enrolments/${ids['2026']}`;
  // As for a programme that does not exist.
  const outside = await send('staff', 'PUT', path, { programmeId: ids.DROIT, level: 'L1' });
  expect([outside.statusCode, outside.json().code]).toEqual([422, 'unknown_place']);
  await ask('staff', 'PUT', path, { programmeId: ids.MATH, level: 'L1' });
  expect(await numbers('staff', `&programme=${ids.MATH}`)).toEqual(['22001']);
});

it('who moves to another programme, and who begins the next year, reads other chapters', async () => {
  await join('ana');
  await apply('2026', ana, cleo);
  await professor('turing', 'INFO', 'DROIT', 'MATH');
  for (const programme of ['INFO', 'DROIT', 'MATH']) await publish('turing', programme, `About ${programme}`, 'file');
  expect(await titles('ana')).toEqual(['About INFO']);
  const [{ studentId } = { studentId: '' }] = await enrolled('admin');
  const move = { programmeId: ids.DROIT, level: 'L1' };
  await ask('admin', 'PUT', `campus/students/${studentId}/enrolments/${ids['2026']}`, move);
  expect(await titles('ana')).toEqual(['About DROIT']);
  expect(await putYear('2027', 'open')).toBe(409);
  expect(await putYear('2026', 'closed')).toBe(200);
  expect(await putYear('2027', 'open')).toBe(200);
  expect(await titles('ana')).toEqual([]);
  await apply('2027', line(22001, 'Ana', 'MATH'));
  expect(await titles('ana')).toEqual(['About MATH']);
  expect(await numbers('admin')).toEqual(['22001']);
  expect(await numbers('admin', `&year=${ids['2026']}`)).toEqual(['22001', '22003']);
});

it('at the end of a year students pass, repeat or leave the cycle, and hear of it when the next year opens', async () => {
  for (const name of ['ana', 'ben', 'cleo']) await join(name);
  await apply('2026', ana, ben, cleo);
  await professor('turing', 'INFO', 'DROIT', 'MATH');
  for (const programme of ['INFO', 'DROIT', 'MATH']) await publish('turing', programme, `About ${programme}`, 'file');
  const rule = (programme: string, level: string, pass: object | null) =>
    ask('admin', 'PUT', `campus/programmes/${ids[programme]}/passage-rules/${level}`, { pass });
  await rule('INFO', 'L1', { programmeId: ids.MATH, level: 'L1' });
  await rule('INFO', 'L2', null);
  const decisions = Buffer.from(
    ['N° étudiant;Avis', '22001;Admis', '22002;Admis', '22009;Admis'].join('\r\n'),
    'latin1',
  );
  const columns = `number=${encodeURIComponent('N° étudiant')}&decision=Avis`;
  const path = `campus/years/${ids['2026']}/passage-decisions?${columns}`;
  const taken = await ask('admin', 'POST', path, decisions, { 'content-type': 'text/csv' });
  expect(await ended(taken.id)).toBe('succeeded');
  expect((await ask('admin', 'GET', `operations/${taken.id}`)).result).toMatchObject({ taken: 2, refused: 1 });
  const years = { fromYearId: ids['2026'], toYearId: ids['2027'] };
  const { id } = await ask('admin', 'POST', 'campus/passage-plans', { ...years, placeId: ids.Rennes });
  expect(await ended(id)).toBe('succeeded');
  const plan = `campus/passage-plans/${id}`;
  const [undecided] = (await ask('admin', 'GET', `${plan}/lines?problem=undecided`)).data;
  expect(undecided).toMatchObject({ number: '22003', destination: null });
  const destination = { programmeId: ids.DROIT, level: 'L1' };
  const reason = 'She was ill in spring.';
  await ask('admin', 'PATCH', `${plan}/lines/${undecided.studentId}`, { destination, reason });
  expect(await ended((await ask('admin', 'POST', `${plan}/apply`)).id)).toBe('succeeded');
  expect(await titles('ana')).toEqual(['About INFO']);
  expect([await putYear('2026', 'closed'), await putYear('2027', 'open')]).toEqual([200, 200]);
  expect([await titles('ana'), await titles('ben'), await titles('cleo')]).toEqual([
    ['About MATH'],
    [],
    ['About DROIT'],
  ]);
  for (const name of ['ana', 'ben', 'cleo'])
    await until(async () => {
      const { data } = await ask(name, 'GET', 'campus/notifications');
      return data.some(({ kind }: { kind: string }) => kind === 'passage-decided');
    });
  expect((await send('admin', 'POST', `${plan}/undo`)).json().code).toBe('year_not_preparing');
});
