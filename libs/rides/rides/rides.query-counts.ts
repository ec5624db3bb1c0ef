import {
  as,
  call,
  deletesFiles,
  endsRoom,
  get,
  ofVersion,
  patch,
  post,
  put,
  type QueryCounts,
  remove,
  reservesRoom,
  takesQuota,
} from '../../../test/support/query-counts.js';
import { fitOf, knownRide } from '../../../test/support/ride-files.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/rides';
const byHand = { beganAt: '2026-05-01T06:00:00Z', elapsedTime: 3600, distance: 30_000 };
const file = fitOf(knownRide({ latitude: 48, longitude: 2, azimuth: 90, speed: 8, seconds: 120 }));
const upload = { ...post(`${url}/files`), payload: file, headers: { 'content-type': 'application/octet-stream' } };
const [profile, ofTenant] = ['rides.profiles.in-force', 'tenants.tenants.by-slug'];
const one = 'rides.rides.by-id';
const reads = ['storage.blobs.by-digest'];

/** Somebody with a ride from a file, and its URL. */
async function rider(shop: Shop): Promise<{ token: string; ride: string }> {
  const { token } = await shop.admin();
  const { id } = (await shop.api.inject(as(token, upload))).json().rides[0];
  return { token, ride: `${url}/rides/${id}` };
}
const ofRide = (path: string, ...sends: string[]): QueryCounts => ({
  [`GET /v1/rides/rides/{id}${path}`]: async (shop) => {
    const { token, ride } = await rider(shop);
    return [call(as(token, get(`${ride}${path}`)), ...sends)];
  },
});
/** Adds one of a rider’s things, changes it at its version, and deletes it. */
const kept = (
  noun: string,
  content: object,
  change: object,
  around: { add?: string[]; change?: string[]; after?: string[] } = {},
): QueryCounts => {
  const { add = [], change: before = [], after = [] } = around;
  const made = async (shop: Shop) => {
    const { token } = await shop.admin();
    const { id } = (await shop.api.inject(as(token, post(`${url}/${noun}`, content)))).json();
    return { token, at: `${url}/${noun}/${id}` };
  };
  return {
    [`POST /v1/rides/${noun}`]: async (shop) => {
      const sends = [...add, 'rides.rides.lock-rider', `rides.${noun}.insert`, ...after];
      return [call(as((await shop.admin()).token, post(`${url}/${noun}`, content)), ...sends)];
    },
    [`PATCH /v1/rides/${noun}/{id}`]: async (shop) => {
      const { token, at } = await made(shop);
      return [call(as(token, ofVersion(1, patch(at, change))), ...before, `rides.${noun}.change`, ...after)];
    },
    [`DELETE /v1/rides/${noun}/{id}`]: async (shop) => {
      const { token, at } = await made(shop);
      return [call(as(token, ofVersion(1, remove(at))), `rides.${noun}.delete`)];
    },
  };
};
const read = (path: string, ...sends: string[]): QueryCounts => ({
  [`GET /v1/rides/${path}`]: async (shop) => [call(as((await shop.admin()).token, get(`${url}/${path}`)), ...sends)],
});

export const growingLists = {
  'GET /v1/rides/goals': 'progress needs the profile, the tenant, and one statement for all goals',
  'GET /v1/rides/rides': 'the sums over the filter are a second statement',
};

export const queryCounts: QueryCounts = {
  ...read('rides', 'rides.rides.list.-beganAt.near', 'rides.rides.totals'),
  ...read('profile', profile),
  ...read('weights', 'rides.weights.list.-day.near'),
  ...read('statistics', profile, ofTenant, 'rides.statistics.periods'),
  ...read('records', profile, ofTenant, 'rides.statistics.records', 'rides.statistics.days-in-a-row'),
  ...ofRide('', one),
  ...ofRide('/track', 'rides.tracks.of-ride'),
  ...ofRide('/file', one, ...reads, ...reads),
  ...ofRide('/points', one, ...reads),
  ...ofRide('/gpx', one, ...reads),
  ...read(
    'recommendations',
    profile,
    ofTenant,
    'rides.recommendations.recent',
    'rides.statistics.days-in-a-row',
    'rides.goals.list.-createdAt.near',
  ),
  ...read('goals', 'rides.goals.list.-createdAt.near', profile, ofTenant),
  ...kept(
    'goals',
    { measure: 'distance', by: 'week', target: 1000 },
    { target: 2000 },
    {
      add: [profile, ofTenant],
      change: [profile, ofTenant],
      after: ['rides.statistics.periods'],
    },
  ),
  ...read('bikes', 'rides.bikes.list.-createdAt.near'),
  ...kept('bikes', { name: 'Red' }, { kinds: ['road'] }),
  'POST /v1/rides/rides': async (shop) => [
    call(as((await shop.admin()).token, post(`${url}/rides`, byHand)), profile, ofTenant, 'rides.rides.insert'),
  ],
  'PATCH /v1/rides/rides/{id}': async (shop) => {
    const { token, ride } = await rider(shop);
    return [call(as(token, ofVersion(1, patch(ride, { title: 'Again' }))), 'rides.rides.lock', 'rides.rides.change')];
  },
  'DELETE /v1/rides/rides/{id}': async (shop) => {
    const { token, ride } = await rider(shop);
    const sends = ['lock-rider', 'lock', 'delete', 'file-in-use'].map((name) => `rides.rides.${name}`);
    return [call(as(token, ofVersion(1, remove(ride))), ...sends, 'storage.blobs.release', ...deletesFiles)];
  },
  'POST /v1/rides/rides/{id}/trim': async (shop) => {
    const { token, ride } = await rider(shop);
    const sends = [one, profile, ...reads, 'rides.rides.lock', 'rides.rides.trim', 'rides.tracks.write'];
    return [call(as(token, ofVersion(1, post(`${ride}/trim`, { trimStart: 10 }))), ...sends)];
  },
  'POST /v1/rides/files': async (shop) => {
    const { token } = await shop.admin();
    const kept = ['storage.blobs.announce', 'storage.blobs.use', 'rides.rides.lock-rider', 'rides.rides.of-file'];
    const written = ['rides.rides.insert', 'rides.tracks.write'];
    return [
      call(
        as(token, upload),
        ...reservesRoom,
        'rides.rides.of-file',
        profile,
        ofTenant,
        ...kept,
        endsRoom,
        takesQuota,
        ...written,
      ),
      call(as(token, upload), ...reservesRoom, 'rides.rides.of-file', endsRoom),
    ];
  },
  'PUT /v1/rides/profile': async (shop) => {
    const { token } = await shop.admin();
    return [
      call(
        as(token, ofVersion(0, put(`${url}/profile`, { units: 'imperial' }))),
        'rides.rides.lock-rider',
        profile,
        'rides.profiles.write',
      ),
    ];
  },
  'PUT /v1/rides/weights': async (shop) => {
    const { token } = await shop.admin();
    const written = (kilograms: number | null) => as(token, put(`${url}/weights`, { day: '2026-05-01', kilograms }));
    return [call(written(71.5), 'rides.weights.write'), call(written(null), 'rides.weights.delete')];
  },
};
