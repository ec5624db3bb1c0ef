// Rides of an hour that riders upload and the API reads: their processor time, and their bytes on disk.
import { rideOf, uploadAll } from '../../bench/rides.mjs';
import { peopleOf } from '../scenarios.mjs';
import { signIn } from '../sign-in.mjs';
import { millisecondsEach } from './processor.mjs';

const BEGAN = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const RIDERS = 4;
const RIDES_EACH = { short: 2, whole: 20 };
let made = 0;

/** @returns the coefficients of a ride of an hour that is uploaded and read, and of its bytes */
export async function measureRides({ url, password, processor, bytes, short, warms, say }) {
  const tokens = await signIn(url, peopleOf({ people: RIDERS, tenant: 'load-velo' }), password);
  const each = RIDES_EACH[short || warms ? 'short' : 'whole'];
  // The same file of two riders would be kept once.
  const files = tokens.map(() => Array.from({ length: each }, () => rideOf(BEGAN + made++ * HOUR_MS)));
  const before = await bytes('rides');
  const { seconds } = await processor.during(() =>
    Promise.all(tokens.map((token, rider) => uploadAll(url, token, files[rider], 1))),
  );
  const ride = {
    unit: 'ms of CPU a ride of an hour',
    values: millisecondsEach(seconds, RIDERS * each),
    scenario: 'a FIT file of an hour, a point a second',
  };
  say('ride', ride, seconds);
  return { ride, item: { velo: ((await bytes('rides')) - before) / 1024 / (RIDERS * each) } };
}
