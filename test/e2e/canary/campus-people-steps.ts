import { newId } from '#platform/ids';
import { until } from '../../support/until.js';
import type { Step, Walk } from './walk.js';

const url = '/v1/campus';
const days = { startsOn: '2030-09-01', endsOn: '2031-08-31' };
const columns = {
  number: 'n',
  name: 'name',
  email: 'mail',
  university: 'uni',
  programme: 'code',
  level: 'level',
  state: 'state',
};
const file = 'n,name,mail,uni,code,level,state\n1,Ada,ada@univ.example,Nantes,LAW,L1,active';

/** A place that nothing takes away, since chapters refer to it. */
async function place(walk: Walk): Promise<void> {
  const make = async (noun: string, body: Record<string, unknown>) =>
    (await walk.call(`POST ${url}/${noun}`, { body })).json().id;
  const { seen } = walk;
  seen.university = await make('universities', { name: 'Nantes' });
  const ufrId = await make('ufrs', { name: 'Law', universityId: seen.university });
  seen.programme = await make('programmes', { name: 'Law', code: 'LAW', levels: ['L1'], ufrId });
  seen.subject = await make('subjects', { name: 'Law', programmeId: seen.programme, level: 'L1' });
  seen.year = await make('years', { name: '2030', ...days });
}
const person = (n: number) => ({ name: 'Chloe', email: `chloe-${n}@univ.example` });
const chapter = ({ seen }: Walk) => ({
  title: 'Law',
  body: 'Law',
  subjectId: seen.subject,
  professorId: seen.professor,
});
const read =
  (key: string): Step =>
  ({ seen }) => ({ path: { id: seen[key] ?? '' } });
/** Writes somebody with the name and the address of the canary, who is thereby linked to their account, and says so by hand. */
const canaryAs =
  (noun: 'students' | 'professors' | 'staff', more: (walk: Walk) => Record<string, unknown>): Step =>
  async (walk) => {
    const { name, email, ids } = walk.canary;
    const body = { name, email, ...more(walk) };
    const { id, version } = (await walk.call(`POST ${url}/${noun}`, { body })).json();
    // A chapter stays without its author.
    if (noun === 'professors') await walk.call(`POST ${url}/chapters`, { body: { ...chapter(walk), professorId: id } });
    return { path: { id }, version, body: { userId: ids.member } };
  };
/** It stays without its author, as a chapter does. */
const announcement = (placeId: string | undefined) => ({ placeId, title: 'Law', body: 'Law' });
/** Another one: the first stays. */
const comment: Step = async (walk) => {
  const call = { path: { id: walk.seen.chapter ?? '' }, body: { parentId: undefined } };
  return { path: { id: (await walk.call(`POST ${url}/chapters/{id}/comments`, call)).json().id } };
};
const attachment = ({ seen }: Walk) => ({ chapter: seen.chapter ?? '', id: seen.attachment ?? '' });

/** What an admin does with people, chapters and rosters. */
export const teaching: Readonly<Record<string, Step>> = {
  [`POST ${url}/professors`]: async (walk) => {
    await place(walk);
    return {
      body: { ...person(1), subjectIds: [walk.seen.subject] },
      after: (answer) => Object.assign(walk.seen, { professor: answer.json().id }),
    };
  },
  [`GET ${url}/professors/{id}`]: read('professor'),
  [`PUT ${url}/professors/{id}`]: ({ seen }) => ({
    path: { id: seen.professor ?? '' },
    version: 1,
    body: { ...person(1), subjectIds: [seen.subject] },
  }),
  [`POST ${url}/staff`]: ({ seen }) => ({
    body: { ...person(2), places: [{ universityId: seen.university }] },
    after: (answer) => Object.assign(seen, { staff: answer.json().id }),
  }),
  [`GET ${url}/staff/{id}`]: read('staff'),
  [`PUT ${url}/staff/{id}`]: ({ seen }) => ({
    path: { id: seen.staff ?? '' },
    version: 1,
    body: { ...person(2), places: [{ universityId: seen.university }] },
  }),
  [`POST ${url}/students`]: ({ seen }) => ({
    body: { ...person(3), number: '3', enrolment: { yearId: seen.year, programmeId: seen.programme, level: 'L1' } },
    after: (answer) => Object.assign(seen, { student: answer.json().id }),
  }),
  [`GET ${url}/students`]: () => ({}),
  [`GET ${url}/dashboard`]: () => ({}),
  [`GET ${url}/students/{id}`]: read('student'),
  [`PUT ${url}/students/{id}`]: ({ seen }) => ({
    path: { id: seen.student ?? '' },
    version: 1,
    body: { ...person(3), number: '3' },
  }),
  [`PUT ${url}/students/{id}/enrolments/{year}`]: ({ seen }) => ({
    path: { id: seen.student ?? '', year: seen.year ?? '' },
    version: 1,
    body: { programmeId: seen.programme, level: 'L1' },
  }),
  [`PUT ${url}/students/{id}/account`]: canaryAs('students', () => ({ number: '4' })),
  [`PUT ${url}/professors/{id}/account`]: canaryAs('professors', ({ seen }) => ({ subjectIds: [seen.subject] })),
  [`PUT ${url}/staff/{id}/account`]: canaryAs('staff', ({ seen }) => ({ places: [{ universityId: seen.university }] })),
  [`POST ${url}/invitations`]: ({ seen }) => ({ body: { kind: 'staff', ids: [seen.staff] } }),
  [`POST ${url}/chapters`]: (walk) => ({
    body: chapter(walk),
    after: (answer) => Object.assign(walk.seen, { chapter: answer.json().id }),
  }),
  [`GET ${url}/chapters/{id}`]: read('chapter'),
  [`PUT ${url}/chapters/{chapter}/attachments/{id}`]: (walk) => {
    walk.seen.attachment = newId();
    return { path: attachment(walk), query: { name: 'law.pdf' }, bytes: Buffer.from('%PDF-1.7') };
  },
  [`GET ${url}/chapters/{chapter}/attachments/{id}`]: (walk) => ({ path: attachment(walk) }),
  [`DELETE ${url}/chapters/{chapter}/attachments/{id}`]: (walk) => ({ path: attachment(walk) }),
  [`PUT ${url}/chapters/{id}`]: async (walk) => ({ ...(await ofChapter(walk)), body: { title: 'Law', body: 'Law' } }),
  [`POST ${url}/chapters/{id}/publish`]: (walk) => ofChapter(walk),
  [`POST ${url}/chapters/{id}/comments`]: ({ seen }) => ({
    path: { id: seen.chapter ?? '' },
    body: { parentId: undefined },
    after: (answer) => Object.assign(seen, { comment: answer.json().id }),
  }),
  [`GET ${url}/chapters/{id}/comments`]: read('chapter'),
  [`GET ${url}/comments/{id}`]: read('comment'),
  [`PUT ${url}/comments/{id}`]: read('comment'),
  [`POST ${url}/comments/{id}/remove`]: comment,
  [`DELETE ${url}/comments/{id}`]: comment,
  [`POST ${url}/chapters/{id}/archive`]: (walk) => ofChapter(walk),
  [`DELETE ${url}/chapters/{id}`]: async (walk) => {
    const { id } = (await walk.call(`POST ${url}/chapters`, { body: chapter(walk) })).json();
    return { path: { id }, version: 1 };
  },
  [`POST ${url}/announcements`]: ({ seen }) => ({
    body: announcement(seen.programme),
    after: (answer) => Object.assign(seen, { announcement: answer.json().id }),
  }),
  [`GET ${url}/announcements/{id}`]: read('announcement'),
  [`DELETE ${url}/announcements/{id}`]: async (walk) => {
    const call = { body: announcement(walk.seen.programme) };
    return { path: { id: (await walk.call(`POST ${url}/announcements`, call)).json().id } };
  },
  [`POST ${url}/rosters`]: ({ seen }) => ({
    query: { year: seen.year ?? '' },
    bytes: Buffer.from(file),
    after: (answer) => Object.assign(seen, { roster: answer.json().id }),
  }),
  [`POST ${url}/rosters/{id}/check`]: ({ seen }) => ({ path: { id: seen.roster ?? '' }, body: { columns } }),
  [`GET ${url}/rosters/{id}`]: read('roster'),
  [`GET ${url}/rosters/{id}/refusals`]: read('roster'),
  [`POST ${url}/rosters/{id}/apply`]: async (walk) => {
    const path = { id: walk.seen.roster ?? '' };
    await until(async () => (await walk.call(`GET ${url}/rosters/{id}`, { path })).json().state === 'checked');
    return { path, body: { changes: undefined } };
  },
  [`POST ${url}/rosters/exports`]: ({ seen }) => ({
    body: { year: seen.year },
    after: (answer) => Object.assign(seen, { export: answer.json().id }),
  }),
  [`GET ${url}/rosters/exports/{id}`]: async (walk) => {
    const path = { id: walk.seen.export ?? '' };
    await until(async () => (await walk.call('GET /v1/operations/{id}', { path })).json().state === 'succeeded');
    return { path };
  },
  [`DELETE ${url}/rosters/{id}`]: async (walk) => {
    const path = { id: walk.seen.roster ?? '' };
    await until(async () => (await walk.call(`GET ${url}/rosters/{id}`, { path })).json().state === 'applied');
    return { path };
  },
  [`DELETE ${url}/students/{id}`]: ({ seen }) => ({ path: { id: seen.student ?? '' }, version: 2 }),
  [`DELETE ${url}/staff/{id}`]: ({ seen }) => ({ path: { id: seen.staff ?? '' }, version: 2 }),
  [`DELETE ${url}/professors/{id}`]: ({ seen }) => ({ path: { id: seen.professor ?? '' }, version: 2 }),
};

async function ofChapter(walk: Walk) {
  const path = { id: walk.seen.chapter ?? '' };
  return { path, version: Number((await walk.call(`GET ${url}/chapters/{id}`, { path })).json().version) };
}
