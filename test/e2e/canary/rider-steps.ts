import { hostileZip } from '../../support/hostile-zip.js';
import { fitOf, knownRide } from '../../support/ride-files.js';
import { until } from '../../support/until.js';
import type { Step } from './walk.js';

const url = '/v1/rides';
const file = fitOf(knownRide({ latitude: 48, longitude: 2, azimuth: 90, speed: 8, seconds: 120 }));
const ride: Step = ({ seen }) => ({ path: { id: seen.ride ?? '' } });

/** What a rider uploads and looks at. A ride by hand stays; that of the file is deleted, and the bike of both. */
export const riding: Readonly<Record<string, Step>> = {
  [`GET ${url}/profile`]: () => ({}),
  [`PUT ${url}/profile`]: () => ({ version: 0, body: { timeZone: 'Europe/Paris' } }),
  [`PUT ${url}/weights`]: () => ({ body: { day: '2026-05-01' } }),
  [`GET ${url}/weights`]: () => ({}),
  [`POST ${url}/bikes`]: ({ seen }) => ({
    body: { retired: null },
    after: (answer) => Object.assign(seen, { bike: answer.json().id }),
  }),
  [`GET ${url}/bikes`]: () => ({}),
  [`PATCH ${url}/bikes/{id}`]: ({ seen }) => ({
    path: { id: seen.bike ?? '' },
    version: 1,
    body: { retired: '2026-06-01' },
  }),
  [`POST ${url}/rides`]: ({ seen }) => ({ body: { beganAt: '2026-05-02T06:00:00Z', bikeId: seen.bike } }),
  [`POST ${url}/files`]: ({ seen }) => ({
    bytes: file,
    after: (answer) => Object.assign(seen, { ride: answer.json().rides[0].id }),
  }),
  [`POST ${url}/goals`]: ({ seen }) => ({
    body: { lastDay: null },
    after: (answer) => Object.assign(seen, { goal: answer.json().id }),
  }),
  [`GET ${url}/goals`]: () => ({}),
  [`PATCH ${url}/goals/{id}`]: ({ seen }) => ({
    path: { id: seen.goal ?? '' },
    version: 1,
    body: { lastDay: null },
  }),
  [`DELETE ${url}/goals/{id}`]: ({ seen }) => ({ path: { id: seen.goal ?? '' }, version: 2 }),
  [`POST ${url}/archives`]: ({ seen }) => ({
    bytes: hostileZip([{ name: 'no-ride.fit', content: 'no ride' }]),
    after: (answer) => Object.assign(seen, { archive: answer.json().id }),
  }),
  [`GET ${url}/archives/{id}/files`]: ({ seen }) => ({ path: { id: seen.archive ?? '' } }),
  [`GET ${url}/rides`]: () => ({}),
  [`GET ${url}/rides/{id}`]: ride,
  [`GET ${url}/rides/{id}/track`]: ride,
  [`GET ${url}/rides/{id}/points`]: ride,
  [`GET ${url}/rides/{id}/gpx`]: ride,
  [`GET ${url}/rides/{id}/file`]: ride,
  [`GET ${url}/statistics`]: () => ({}),
  [`GET ${url}/recommendations`]: () => ({}),
  [`GET ${url}/records`]: () => ({}),
  [`POST ${url}/ai-requests`]: ({ seen }) => ({
    after: (answer) => Object.assign(seen, { question: answer.json().id }),
  }),
  [`GET ${url}/ai-requests`]: () => ({}),
  [`GET ${url}/ai-requests/{id}`]: async (walk) => {
    const path = { id: walk.seen.question ?? '' };
    // There is no model: the rules answer.
    await until(async () => (await walk.call(`GET ${url}/ai-requests/{id}`, { path })).json().endedAt);
    return { path };
  },
  [`POST ${url}/ai-requests/{id}/cancel`]: ({ seen }) => ({ path: { id: seen.question ?? '' } }),
  [`DELETE ${url}/ai-requests/{id}`]: ({ seen }) => ({ path: { id: seen.question ?? '' } }),
  [`PATCH ${url}/rides/{id}`]: ({ seen }) => ({
    path: { id: seen.ride ?? '' },
    version: 1,
    body: { bikeId: seen.bike },
  }),
  [`POST ${url}/rides/{id}/trim`]: ({ seen }) => ({ path: { id: seen.ride ?? '' }, version: 2, body: { trimEnd: 10 } }),
  [`DELETE ${url}/rides/{id}`]: ({ seen }) => ({ path: { id: seen.ride ?? '' }, version: 3 }),
  [`DELETE ${url}/bikes/{id}`]: ({ seen }) => ({ path: { id: seen.bike ?? '' }, version: 2 }),
};
