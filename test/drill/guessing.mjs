// Many networks guess at one account, `--guesses` (10,000) times in all: its user still signs in from a device that
// is known, each time, while hardly any guess is compared with a password.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { startPalier } from '../../bench/palier.mjs';

const { values } = parseArgs({ options: { guesses: { type: 'string', default: '10000' } } });
const GUESSES = Number(values.guesses);
const CALLERS = 20;
/** The user signs in once in so many guesses. */
const SIGN_IN_EVERY = 200;
/** Those that are free in an hour, and the few that the growing pauses let through meanwhile. */
const COMPARED_AT_MOST = 110;
const email = 'aimed-at@example.org';
const password = 'a phrase that nobody will guess';

let palier;
let held = false;
try {
  palier = await startPalier({ TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'error' });
  await bringIn();
  const { deviceToken } = await (await logIn('198.51.100.7', { password })).json();
  const answers = {};
  const signIns = [];
  let sent = 0;
  const startedAt = performance.now();
  const guesser = async () => {
    while (sent < GUESSES) {
      const n = sent;
      sent += 1;
      // One from each /24.
      const from = `10.${(n >> 8) & 255}.${n & 255}.7`;
      if (n % SIGN_IN_EVERY === SIGN_IN_EVERY / 2)
        signIns.push(await timed(() => logIn(from, { password, deviceToken })));
      const { code } = await (await logIn(from, { password: `guess number ${n}` })).json();
      answers[code] = (answers[code] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, guesser));
  const seconds = (performance.now() - startedAt) / 1000;
  const stranger = await logIn('192.0.2.9', { password });
  const refused = signIns.filter(({ status }) => status !== 200).length;
  const times = signIns.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share) => times[Math.ceil(times.length * share) - 1].toFixed(0);
  console.log(
    `${GUESSES} guesses from as many networks in ${seconds.toFixed(1)} s: ${Object.entries(answers)
      .map(([code, times]) => `${times} × ${code}`)
      .join(
        ', ',
      )}; from the known device ${signIns.length} sign-ins, ${refused} refused, median ${at(0.5)} ms, p99 ${at(0.99)} ms; from an unknown one the right password then gets ${stranger.status}, Retry-After ${stranger.headers.get('retry-after')}`,
  );
  const { sign_in_refused: compared, too_many_attempts: slowed } = answers;
  held = refused === 0 && signIns.length > 0 && compared <= COMPARED_AT_MOST && compared + slowed === GUESSES;
  held &&= stranger.status === 429;
} finally {
  await palier?.stop();
}
process.exit(held ? 0 : 1);

/** Makes the account, as a house that takes users over does. */
async function bringIn() {
  const directory = dirname(palier.log);
  const file = join(directory, 'users.jsonl');
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  writeFileSync(file, `${JSON.stringify({ email, name: 'Aimed At', passwordHash, verified: true })}\n`);
  const { status } = spawnSync('npx', ['palier', 'auth', 'import-users', file, '--tenant', 'wistant'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PALIER_DATA_DIR: join(directory, 'var') },
  });
  if (status !== 0) throw new Error('The account could not be brought in: see the message above.');
}

function logIn(from, body) {
  return fetch(`${palier.url}/v1/auth/wistant/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ email, ...body }),
  });
}

async function timed(ask) {
  const startedAt = performance.now();
  const answer = await ask();
  await answer.text();
  return { status: answer.status, ms: performance.now() - startedAt };
}
