// Cached pages, and sign-ins with the sessions that they open.
import autocannon from 'autocannon';
import { Redis } from 'ioredis';
import { atRate, forSeconds } from '../../test/drill/load.mjs';
import { signIn } from '../sign-in.mjs';
import { millisecondsEach } from './processor.mjs';

const SECONDS = { short: 3, whole: 15 };
const PAGES_A_SECOND = 2000;
const SIGN_INS_A_SECOND = 12;
let next = 0;

/** @returns its coefficient: one page through nginx, again and again */
export async function measureCachedPage({ url, processor, short, warms, say }) {
  const duration = short || warms ? SECONDS.short : SECONDS.whole;
  const page = `${url}/v1/stores/load-store/apps?limit=20`;
  const { result, seconds } = await processor.during(() =>
    autocannon({ url: page, connections: 20, overallRate: PAGES_A_SECOND, duration }),
  );
  if (result.non2xx + result.errors > 0) throw new Error(`${page} answered ${JSON.stringify(result.statusCodeStats)}.`);
  const values = millisecondsEach(seconds, result['2xx']);
  const cachedPage = { unit: 'ms of CPU a request', values, scenario: '20 apps of a store, 2,000 a second' };
  say('cachedPage', cachedPage, seconds);
  return { cachedPage };
}

/** Others sign in to the store at a steady rate. @returns how many did */
export async function signInOthers({ url, password }, { rate, seconds, accounts }) {
  const others = await atRate(rate, forSeconds(seconds), () =>
    signIn(url, [{ tenant: 'load-store', email: `load-${next++ % accounts}@example.org` }], password),
  );
  return others.length;
}

/** @returns the coefficients of a sign-in and of a session in Redis */
export async function measureSignIns(context) {
  const { processor, stack, short, warms, say } = context;
  const redis = new Redis(stack.redises.single.port);
  try {
    const before = await sessionBytes(redis);
    const { result, seconds } = await processor.during(() =>
      signInOthers(context, {
        rate: SIGN_INS_A_SECOND,
        seconds: short || warms ? SECONDS.short : SECONDS.whole,
        accounts: short ? 150 : 1000,
      }),
    );
    const bytes = ((await sessionBytes(redis)) - before) / result;
    const scenario = `${SIGN_INS_A_SECOND} sign-ins a second`;
    const signedIn = { unit: 'ms of CPU a sign-in', values: millisecondsEach(seconds, result), scenario };
    say('signIn', signedIn, seconds);
    return { signIn: signedIn, session: { unit: 'KB', values: { redis: bytes / 1024 }, scenario } };
  } finally {
    redis.disconnect();
  }
}

/** The memory of all that belongs to sessions. */
async function sessionBytes(redis) {
  const keys = await redis.keys('palier:sessions:*');
  const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key)));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
