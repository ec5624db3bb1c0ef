import { until } from '../../support/until.js';
import type { Step, Walk } from './walk.js';

const url = '/v1/campus';

/** What an admin decides at the end of a year. */
export const passing: Readonly<Record<string, Step>> = {
  [`PUT ${url}/programmes/{id}/passage-rules/{level}`]: ({ seen }) => ({
    path: { id: seen.programme ?? '', level: 'L1' },
    body: { pass: null, repeat: undefined },
  }),
  [`GET ${url}/passage-rules`]: () => ({}),
  [`PUT ${url}/students/{id}/passage-decision`]: async (walk) => {
    const { seen } = walk;
    const person = { name: 'Chloe', email: 'chloe-5@univ.example', number: '5' };
    const enrolment = { yearId: seen.years, programmeId: seen.programme, level: 'L1' };
    const { id } = (await walk.call(`POST ${url}/students`, { body: { ...person, enrolment } })).json();
    return { path: { id }, body: { yearId: seen.years } };
  },
  [`POST ${url}/years/{id}/passage-decisions`]: ({ seen }) => ({
    path: { id: seen.years ?? '' },
    bytes: Buffer.from('number,decision\n5,pass'),
  }),
  [`POST ${url}/passage-plans`]: async (walk) => {
    const { seen } = walk;
    return {
      body: { fromYearId: seen.years, toYearId: seen.year, placeId: seen.university },
      after: (answer) => Object.assign(seen, { plan: answer.json().id }),
    };
  },
  [`GET ${url}/passage-plans`]: () => ({}),
  [`GET ${url}/passage-plans/{id}`]: async (walk) => plan(walk, 'planned'),
  [`GET ${url}/passage-plans/{id}/lines`]: ({ seen }) => ({ path: { id: seen.plan ?? '' } }),
  [`PATCH ${url}/passage-plans/{id}/lines/{studentId}`]: async (walk) => {
    const { path } = await plan(walk, 'planned');
    const [line] = (await walk.call(`GET ${url}/passage-plans/{id}/lines`, { path })).json().data;
    return { path: { ...path, studentId: line.studentId }, body: { destination: null, reason: 'Law' } };
  },
  [`POST ${url}/passage-plans/{id}/apply`]: ({ seen }) => ({ path: { id: seen.plan ?? '' } }),
  [`POST ${url}/passage-plans/{id}/undo`]: (walk) => plan(walk, 'applied'),
};

/** The plan, once it is in this state. */
async function plan(walk: Walk, state: string) {
  const path = { id: walk.seen.plan ?? '' };
  await until(async () => (await walk.call(`GET ${url}/passage-plans/{id}`, { path })).json().state === state);
  return { path };
}
