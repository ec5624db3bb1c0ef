import type { Step, Walk } from './walk.js';

type Steps = Readonly<Record<string, Step>>;
type Content = (walk: Walk) => Readonly<Record<string, unknown>>;

const url = '/v1/campus';

/** A name of its own says nothing of who wrote it, and Redis keeps the answer that shows it for minutes. */
const name = 'Rennes';

const created = (noun: string, body: Content): Steps => ({
  [`POST ${url}/${noun}`]: (walk) => ({
    body: { name, ...body(walk) },
    after: (answer) => Object.assign(walk.seen, { [noun]: answer.json().id }),
  }),
});
const changed = (noun: string, body: Content = () => ({})): Steps => ({
  [`PUT ${url}/${noun}/{id}`]: (walk) => ({
    path: { id: walk.seen[noun] ?? '' },
    version: 1,
    body: { name, ...body(walk) },
  }),
});
const deleted = (noun: string): Steps => ({
  [`DELETE ${url}/${noun}/{id}`]: ({ seen }) => ({ path: { id: seen[noun] ?? '' }, version: 2 }),
});
const days = { startsOn: '2026-09-01', endsOn: '2027-08-31' };

/** What an admin writes of the structure of universities. */
export const structuring: Steps = {
  ...created('universities', () => ({})),
  ...created('ufrs', ({ seen }) => ({ universityId: seen.universities })),
  ...created('programmes', ({ seen }) => ({ ufrId: seen.ufrs, code: 'INFO' })),
  ...created('subjects', ({ seen }) => ({ programmeId: seen.programmes })),
  ...created('years', () => days),
  [`GET ${url}/structure`]: () => ({}),
  [`GET ${url}/subjects`]: ({ seen }) => ({ query: { programme: seen.programmes ?? '' } }),
  ...changed('universities'),
  ...changed('ufrs'),
  ...changed('programmes', () => ({ code: 'INFO' })),
  ...changed('subjects'),
  ...changed('years', () => ({ state: 'open', ...days })),
};

/** What the admin takes away again. */
export const dismantling: Steps = {
  ...deleted('subjects'),
  ...deleted('programmes'),
  ...deleted('ufrs'),
  ...deleted('universities'),
  // What was announced is of the year that is open.
  [`DELETE ${url}/years/{id}`]: async (walk) => {
    const { id } = (await walk.call(`POST ${url}/years`, { body: { name: 'Another', ...days } })).json();
    return { path: { id }, version: 1 };
  },
};
