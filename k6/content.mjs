// What people of the scenarios have written, sent over HTTP with their tokens. Who has written something already writes no more.
import { eachOf } from './sign-in.mjs';

const AT_ONCE = 8;
const DAY_MS = 86_400_000;
const names = ['Chloé Martin', 'Léa Dupont', 'Hugo Bernard', 'Inès Petit', 'Louis Moreau'];

/** Of each rider: as many as a page has. */
const RIDES = 20;

/** What to write in a tenant, by its slug. Each takes how to send a request as somebody, and returns how many wrote something. */
export const contents = { 'load-velo': rides, 'load-campus': campus };

/**
 * Sends a request as somebody.
 *
 * @returns the body of the answer
 * @throws Error a sentence where it is refused
 */
export function senderOf(url, token) {
  return async (method, path, body, headers = {}) => {
    const all = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }), ...headers };
    const answer = await fetch(`${url}/v1/${path}`, { method, headers: all, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The seed cannot ${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : undefined;
  };
}

/** Rides of the last days. */
async function rides(senders) {
  const wrote = await eachOf(senders, AT_ONCE, async (send) => {
    if ((await send('GET', 'rides/rides?limit=1')).data.length > 0) return false;
    for (let ago = 1; ago <= RIDES; ago += 1) {
      const beganAt = new Date(Date.now() - ago * DAY_MS).toISOString();
      await send('POST', 'rides/rides', { beganAt, elapsedTime: 3600, distance: 20_000 + ago });
    }
    return true;
  });
  return wrote.filter(Boolean).length;
}

/** A university with one programme, 200 of its students, and 40 chapters. */
async function campus([send]) {
  if ((await send('GET', 'campus/students?limit=1')).data.length > 0) return 0;
  const make = async (path, body) => (await send('POST', `campus/${path}`, body)).id;
  const universityId = await make('universities', { name: 'Université de Rennes' });
  const ufrId = await make('ufrs', { name: 'Sciences', universityId });
  const programmeId = await make('programmes', { name: 'Informatique', code: 'INFO', levels: ['L1'], ufrId });
  const subjectId = await make('subjects', { name: 'Analyse', programmeId, level: 'L1' });
  const year = { name: 'Load', startsOn: dayIn(-100), endsOn: dayIn(200) };
  const yearId = await make('years', year);
  await send('PUT', `campus/years/${yearId}`, { ...year, state: 'open' }, { 'If-Match': '"v1"' });
  const email = 'ada@load-campus.example';
  const professorId = await make('professors', { name: 'Ada Turing', email, subjectIds: [subjectId] });
  for (let n = 0; n < 40; n += 1) {
    const id = await make('chapters', { subjectId, professorId, title: `Limits ${n}`, body: '# Limits' });
    await send('POST', `campus/chapters/${id}/publish`, undefined, { 'If-Match': '"v1"' });
  }
  await eachOf(Array.from({ length: 200 }), AT_ONCE, (_, n) => {
    const enrolment = { yearId, programmeId, level: 'L1' };
    const student = {
      number: `${22_100_000 + n}`,
      name: names[n % names.length],
      email: `student-${n}@load-campus.example`,
    };
    return make('students', { ...student, enrolment });
  });
  return 1;
}

const dayIn = (days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
