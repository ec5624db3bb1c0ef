import { hostileZip } from '../../support/hostile-zip.js';
import * as q from '../../support/query-counts.js';
import { fitOf, knownRide } from '../../support/ride-files.js';
import type { Shop } from '../../support/shop.js';

export const growingLists = {
  'GET /v1/rides/ai-requests': 'the places of those that wait are a second statement',
  'GET /v1/rides/goals': 'progress needs the profile, the tenant, and one statement for all goals',
  'GET /v1/rides/rides': 'the sums over the filter are a second statement',
};

const url = '/v1/rides';
const payload = fitOf(knownRide({ latitude: 48, longitude: 2, azimuth: 90, speed: 8, seconds: 120 }));
const upload = { ...q.post(`${url}/files`), payload, headers: { 'content-type': 'application/octet-stream' } };

/** Somebody with a ride from a file. */
async function rider(shop: Shop) {
  const { token: caller } = await shop.admin();
  const { id } = (await shop.api.inject(q.as(caller, upload))).json().rides[0];
  return { caller, id, bikeId: undefined };
}
/** Somebody with another thing. */
const made = (noun: string, body: object) => async (shop: Shop) => {
  const { token: caller } = await shop.admin();
  return { caller, id: (await shop.api.inject(q.as(caller, q.post(`${url}/${noun}`, body)))).json().id };
};
const asker = made('ai-requests', {});
const answered = async (shop: Shop) => {
  const given = await asker(shop);
  await shop.api.inject(q.as(given.caller, q.post(`${url}/ai-requests/${given.id}/cancel`)));
  return given;
};

const profile = 'rides.profiles.in-force';
const calendar = `${profile} tenants.tenants.by-slug`;
const goals = 'rides.goals.list.-createdAt.near';
const recent = `rides.recommendations.recent rides.statistics.days-in-a-row ${goals}`;
const [lock, one, ofFile] = ['rides.rides.lock-rider', 'rides.rides.by-id', 'rides.rides.of-file'];
const [blob, periods] = ['storage.blobs.by-digest', 'rides.statistics.periods'];
const places = 'rides.ai-queue.of-user';
const [request, end] = ['rides.ai-requests.by-id', 'rides.ai-requests.end-waiting'];

export const queryCounts: q.QueryCounts = {
  ...q.counts(q.nothing, {
    'GET /v1/rides/rides': 'rides.rides.list.-beganAt.near rides.rides.totals',
    'GET /v1/rides/profile': profile,
    'GET /v1/rides/weights': 'rides.weights.list.-day.near',
    'GET /v1/rides/statistics': `${calendar} ${periods}`,
    'GET /v1/rides/records': `${calendar} rides.statistics.records rides.statistics.days-in-a-row`,
    'GET /v1/rides/recommendations': `${calendar} ${recent}`,
    'GET /v1/rides/goals': `${goals} ${calendar}`,
    'GET /v1/rides/bikes': 'rides.bikes.list.-createdAt.near',
    'POST /v1/rides/goals': `${calendar} ${lock} rides.goals.insert ${periods}`,
    'POST /v1/rides/bikes': `${lock} rides.bikes.insert`,
    // Of the jobs, one wakes the queue, and one is for the end of the wait.
    'POST /v1/rides/ai-requests': `${calendar} ${recent} rides.ai-requests.facts ${lock} rides.ai-requests.open
      rides.ai-budgets.reserve-of-tenant rides.ai-budgets.reserve-of-user rides.ai-requests.insert ${places} outbox.insert
      outbox.insert`,
  }),
  ...q.counts(rider, {
    'GET /v1/rides/rides/{id}': one,
    'GET /v1/rides/rides/{id}/track': 'rides.tracks.of-ride',
    'GET /v1/rides/rides/{id}/file': `${one} ${blob} ${blob}`,
    'GET /v1/rides/rides/{id}/points': `${one} ${blob}`,
    'GET /v1/rides/rides/{id}/gpx': `${one} ${blob}`,
    'POST /v1/rides/rides': `${calendar} rides.rides.insert`,
    'PATCH /v1/rides/rides/{id}': 'rides.rides.lock rides.rides.change',
    'DELETE /v1/rides/rides/{id}': `${lock} rides.rides.lock rides.rides.delete rides.rides.file-in-use
      storage.blobs.release ${q.deletesFiles}`,
  }),
  ...q.counts(async (shop) => ({ ...(await rider(shop)), trimStart: 10, trimEnd: undefined }), {
    'POST /v1/rides/rides/{id}/trim': `${one} ${profile} ${blob} rides.rides.lock rides.rides.trim rides.tracks.write`,
  }),
  ...q.counts(made('goals', { measure: 'distance', by: 'week', target: 1000 }), {
    'PATCH /v1/rides/goals/{id}': `${calendar} rides.goals.change ${periods}`,
    'DELETE /v1/rides/goals/{id}': 'rides.goals.delete',
  }),
  ...q.counts(made('bikes', { name: 'Red' }), {
    'PATCH /v1/rides/bikes/{id}': 'rides.bikes.change',
    'DELETE /v1/rides/bikes/{id}': 'rides.bikes.delete',
  }),
  'POST /v1/rides/files': async (shop) => {
    const sends = q.as((await shop.admin()).token, upload);
    const written = `${ofFile} ${q.endsRoom} ${q.takesQuota} rides.rides.insert rides.tracks.write`;
    return [
      q.call(sends, `${q.reservesRoom} ${ofFile} ${calendar} ${q.keepsFile} ${lock} ${written}`),
      q.call(sends, `${q.reservesRoom} ${ofFile} ${q.endsRoom}`),
    ];
  },
  ...q.counts(() => ({ payload: hostileZip([]), mediaType: 'application/zip' }), {
    'POST /v1/rides/archives': `rides.archive-blobs.open ${q.reservesRoom} ${q.keepsFile} operations.lock
      operations.latest-of-person operations.insert rides.archives.insert ${q.endsRoom} ${q.takesQuota} outbox.insert`,
  }),
  ...q.counts(() => ({ ifMatch: 0 }), { 'PUT /v1/rides/profile': `${lock} ${profile} rides.profiles.write` }),
  'PUT /v1/rides/weights': async (shop) => {
    const { token } = await shop.admin();
    const sends = (kilograms: number | null) => q.as(token, q.put(`${url}/weights`, { day: '2026-05-01', kilograms }));
    return [q.call(sends(71.5), 'rides.weights.write'), q.call(sends(null), 'rides.weights.delete')];
  },
  ...q.counts(asker, {
    'GET /v1/rides/ai-requests': `rides.ai-requests.list.-createdAt.near ${places}`,
    'GET /v1/rides/ai-requests/{id}': `${request} ${places}`,
  }),
  'POST /v1/rides/ai-requests/{id}/cancel': async (shop) => {
    const { caller, id } = await asker(shop);
    const cancel = q.as(caller, q.post(`${url}/ai-requests/${id}/cancel`));
    const settles = 'rides.ai-budgets.settle-of-tenant rides.ai-budgets.settle-of-user';
    return [q.call(cancel, `${end} ${settles}`), q.call(cancel, `${end} ${request}`)];
  },
  ...q.counts(answered, { 'DELETE /v1/rides/ai-requests/{id}': 'rides.ai-requests.delete' }),
};
