// Guesses at one account at full speed: first from 200 /64s of one IPv6 /48, while its user signs in from new devices on
// other networks, each within a minute; then from `--guesses` (10,000) networks, while its user signs in from a known
// device every time, and hardly any guess is compared. Finally the user resets the password by mail and signs in again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { startPalier } from '../../bench/palier.mjs';

const { values } = parseArgs({ options: { guesses: { type: 'string', default: '10000' } } });
const GUESSES = Number(values.guesses);
const FROM_ONE_SITE = Math.ceil(GUESSES / 5);
const CALLERS = 20;
/** Guesses between two sign-ins of the user. */
const SIGN_IN_EVERY = 200;
/** Comparisons per hour for all unknown devices together. */
const COMPARED_AT_MOST = 100;
const email = 'aimed-at@example.org';
const password = 'a phrase that nobody will guess';
const chosen = 'another phrase that nobody will guess';

let palier;
const failed = [];
try {
  palier = await startPalier({ TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'error' });
  await bringIn();
  const { deviceToken } = await (await logIn('198.51.100.7', { password })).json();

  const site = await storm(
    FROM_ONE_SITE,
    (n) => `2001:db8:0:${((n % 200) * 256).toString(16)}::1`,
    (n) => patiently(() => logIn(`172.16.${(n / SIGN_IN_EVERY) & 255}.7`, { password })),
  );
  say(`${FROM_ONE_SITE} guesses from 200 /64s of one /48`, 'new devices elsewhere', site);
  check(
    'each new device elsewhere signs in within a minute',
    site.signIns.every(({ status, ms }) => status === 200 && ms < 60_000),
  );

  // One guess from each /24.
  const crowd = await storm(
    GUESSES,
    (n) => `10.${(n >> 8) & 255}.${n & 255}.7`,
    (n) => timed(() => logIn(`10.${(n >> 8) & 255}.${n & 255}.7`, { password, deviceToken })),
  );
  say(`${GUESSES} guesses from as many networks`, 'the known device', crowd);
  check(
    'the known device always signs in',
    crowd.signIns.every(({ status }) => status === 200),
  );
  const compared = site.answers.sign_in_refused + crowd.answers.sign_in_refused;
  check(`at most ${COMPARED_AT_MOST} guesses are compared, these ${compared}`, compared <= COMPARED_AT_MOST);

  const stranger = await logIn('192.0.2.9', { password });
  console.log(`A new device then gets ${stranger.status}, Retry-After ${stranger.headers.get('retry-after')}.`);
  check('a new device has to wait', stranger.status === 429);
  await post('password/forgot', '192.0.2.9', { email });
  const done = await post('password/reset', '192.0.2.9', { token: await mailed(), password: chosen });
  const [, device] = /palier-device=([\w-]+)/.exec(done.headers.get('set-cookie')) ?? [];
  const reset = await logIn('192.0.2.9', { password: chosen, deviceToken: device });
  console.log(`After the mailed link to reset the password it gets ${reset.status}.`);
  check('the mailed link leads to a sign-in', reset.status === 200);
} finally {
  await palier?.stop();
}
for (const what of failed) console.log(`Failed: ${what}.`);
process.exit(failed.length === 0 ? 0 : 1);

/** Sends that many guesses, some at once; returns the results of the user's own sign-ins meanwhile. */
async function storm(guesses, from, signIn) {
  const answers = { sign_in_refused: 0 };
  const signIns = [];
  let sent = 0;
  const startedAt = performance.now();
  const guesser = async () => {
    while (sent < guesses) {
      const n = sent;
      sent += 1;
      if (n % SIGN_IN_EVERY === SIGN_IN_EVERY / 2) signIns.push(await signIn(n));
      const { code } = await (await logIn(from(n), { password: `guess number ${n}` })).json();
      answers[code] = (answers[code] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, guesser));
  check(
    'guesses are refused or slowed, and nothing else',
    Object.keys(answers).sort().join() === 'sign_in_refused,too_many_attempts',
  );
  return { answers, signIns, seconds: (performance.now() - startedAt) / 1000 };
}

function say(what, who, { answers, signIns, seconds }) {
  const times = signIns.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share) => times[Math.ceil(times.length * share) - 1].toFixed(0);
  const counts = Object.entries(answers).map(([code, times]) => `${times} × ${code}`);
  const refused = signIns.filter(({ status }) => status !== 200).length;
  console.log(
    `${what} in ${seconds.toFixed(1)} s: ${counts.join(', ')}; from ${who} ${signIns.length} sign-ins, ${refused} refused, median ${at(0.5)} ms, p99 ${at(0.99)} ms.`,
  );
}

function check(what, holds) {
  if (!holds) failed.push(what);
}

/** Imports the account. */
async function bringIn() {
  const directory = dirname(palier.log);
  const file = join(directory, 'users.jsonl');
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  writeFileSync(file, `${JSON.stringify({ email, name: 'Aimed At', passwordHash, verified: true })}\n`);
  const { status } = spawnSync('npx', ['palier', 'auth', 'import-users', file, '--tenant', 'wistant'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PALIER_DATA_DIR: join(directory, 'var') },
  });
  if (status !== 0) throw new Error('The account could not be imported: see the message above.');
}

/** The secret of the link to reset the password, once its mail was written. */
async function mailed() {
  const folder = join(dirname(palier.log), 'var', 'mail');
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const mails = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.eml')) : [];
    for (const name of mails) {
      const text = readFileSync(join(folder, name), 'utf8').replace(/=\r?\n/g, '');
      const found = /reset-password#([\w-]{64})/.exec(text);
      if (found) return found[1];
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No link to reset the password was mailed.');
}

function logIn(from, body) {
  return post('login', from, { email, ...body });
}

function post(path, from, body) {
  return fetch(`${palier.url}/v1/auth/wistant/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
}

/** Waits as Retry-After asks, and tries again. */
function patiently(ask) {
  return timed(async () => {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask();
      if (answer.status === 200 || tries === 3) return answer;
      await answer.text();
      await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
    }
  });
}

async function timed(ask) {
  const startedAt = performance.now();
  const answer = await ask();
  await answer.text();
  return { status: answer.status, ms: performance.now() - startedAt };
}
