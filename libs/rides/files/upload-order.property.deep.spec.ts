// Real: the whole API, PostgreSQL, the threads that read files, riders who sign in. Faked: the rides.
import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { fitOf, gpxOf, knownRide, tcxOf } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import type { RideDto } from '../rides/rides.dto.js';

let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api, { product: 'velo' });
});
afterAll(() => api?.close());

const MINUTE = 60_000;
const began = Date.UTC(2026, 4, 1);
interface Upload {
  readonly minute: number;
  readonly minutes: number;
  readonly write: typeof gpxOf | typeof fitOf;
}
const uploads = fc.uniqueArray(
  fc.record<Upload>({
    minute: fc.nat(90),
    minutes: fc.integer({ min: 1, max: 60 }),
    write: fc.constantFrom<Upload['write']>(fitOf, gpxOf, tcxOf),
  }),
  { minLength: 2, maxLength: 6, selector: ({ minute }) => minute },
);
const inTwoOrders = uploads.chain((files) =>
  fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
);

async function upload(me: SignedIn, { minute, minutes, write }: Upload): Promise<RideDto> {
  const plan = { latitude: 48, longitude: 2, azimuth: 90, speed: 4 + minute / 60, seconds: minutes * 60 };
  const file = Buffer.from(write(knownRide({ ...plan, beganAt: began + minute * MINUTE })));
  const type = { 'content-type': 'application/octet-stream' };
  const answer = await callAs(api, me.token, 'POST', '/v1/rides/files', file, type);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().rides[0];
}
const read = ({ token }: SignedIn, id: string, headers = {}) =>
  callAs(api, token, 'GET', `/v1/rides/rides/${id}`, undefined, headers);

/** What a rider has in the end, by the beginning, with the ride that overlaps it by its beginning; without what each upload makes anew. */
async function uploadedBy(me: SignedIn, files: readonly Upload[]) {
  const begins = new Map<string, number>();
  for (const file of files) begins.set((await upload(me, file)).id, file.minute);
  const rides = await Promise.all([...begins.keys()].map(async (id): Promise<RideDto> => (await read(me, id)).json()));
  const shown = rides.map(({ id, overlappingId, createdAt: _, updatedAt: _updated, ...ride }) => ({
    ...ride,
    minute: begins.get(id) ?? 0,
    overlapping: overlappingId && begins.get(overlappingId),
  }));
  return shown.sort((a, b) => a.minute - b.minute);
}

it('rides come to the same in whatever order they are uploaded, and name each other where they overlap by half', async () => {
  await fc.assert(
    fc.asyncProperty(inTwoOrders, async ([files, shuffled]) => {
      const rides = await uploadedBy(await signedIn(api, tenant, 'member'), files);
      expect(await uploadedBy(await signedIn(api, tenant, 'member'), shuffled)).toEqual(rides);
      const inOrder = files.toSorted((a, b) => a.minute - b.minute);
      const expected = inOrder.map((one) => inOrder.find((other) => overlap(one, other))?.minute ?? null);
      expect(rides.map(({ overlapping }) => overlapping)).toEqual(expected);
    }),
    { numRuns: propertyRuns(6) },
  );
});

function overlap(one: Upload, other: Upload): boolean {
  const end = Math.min(one.minute + one.minutes, other.minute + other.minutes);
  const both = end - Math.max(one.minute, other.minute);
  return one !== other && both > 0 && both >= Math.min(one.minutes, other.minutes) / 2;
}

it('a ride names no other that was trimmed or deleted, and its ETag says that it changed', async () => {
  const me = await signedIn(api, tenant, 'member');
  const first = await upload(me, { minute: 0, minutes: 60, write: fitOf });
  const { etag } = (await read(me, first.id)).headers;
  const { id } = await upload(me, { minute: 30, minutes: 60, write: gpxOf });
  const now = await read(me, first.id, { 'if-none-match': etag });
  expect(now.json()).toMatchObject({ overlappingId: id, version: 1 });
  const change = (method: 'POST' | 'DELETE', path: string, body?: object) =>
    callAs(api, me.token, method, `/v1/rides/rides/${first.id}${path}`, body, { 'if-match': '*' });
  const named: (string | null)[] = [];
  const note = async () => named.push((await read(me, id)).json().overlappingId);
  await note();
  // 29 minutes of 59.
  await change('POST', '/trim', { trimEnd: 60 });
  await note();
  await change('POST', '/trim', {});
  await note();
  await change('DELETE', '');
  await note();
  expect(named).toEqual([first.id, null, first.id, null]);
});
