// Does the response time reveal whether an address has an account, or whether a password is right? Sends sign-ins,
// registrations and password resets in turns for addresses of every kind: their times must be those of an unknown
// address. The unknown address is requested three times per turn, which shows the variation within one kind.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { startPalier } from '../../bench/palier.mjs';
import { compareKinds } from './timing/compare-kinds.mjs';

const { values } = parseArgs({ options: { tries: { type: 'string', default: '200' } } });
const TRIES = Number(values.tries);
/** After the first bcrypt hash, each refused sign-in takes as long as a bcrypt comparison. */
const SLOW_TRIES = Math.ceil(TRIES / 8);
/** Milliseconds between two requests. */
const REST_MS = 40;
const password = 'quatre chevaux mangent des poires';
const wrong = 'trois lampes bleues sur le balcon';
const nobody = ['nobody', 'nobody again', 'nobody once more'];

let networks = 0;
let palier;
let held = true;
try {
  palier = await startPalier({ TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'error' });
  await importAccounts();

  const logIn = (given) => (email) => ask('login', { email, password: given });
  const logIns = { active: logIn(wrong), unverified: logIn(wrong), 'unverified, right': logIn(password) };
  await measure('login', logIns, logIn(wrong), TRIES, accountOf);

  const forgot = (email) => ask('password/forgot', { email });
  await measure('password/forgot', { active: forgot, unverified: forgot }, forgot, TRIES, accountOf);

  // From here on a refused sign-in is delayed.
  await ask('login', { email: 'bcrypt-0@example.org', password: wrong });
  await measure('login after bcrypt', logIns, logIn(wrong), SLOW_TRIES, (kind, n) => accountOf(kind, TRIES + n));

  const register = (given) => (email) => ask('register', { email, name: 'Camille', password: given });
  const registrations = {
    active: register(wrong),
    'active, right': register(password),
    bcrypt: register(wrong),
    'bcrypt, right': register(password),
    unverified: register(wrong),
    'unverified, right': register(password),
  };
  // Each try with another account: an address gets three mails an hour.
  const [fresh, other] = [TRIES + SLOW_TRIES, 2 * TRIES + SLOW_TRIES];
  const ofTheirOwn = (kind, n) => accountOf(kind, n + (kind.endsWith('right') ? fresh : other));
  await measure('register', registrations, register(password), TRIES, ofTheirOwn);
} finally {
  await palier?.stop();
}
process.exit(held ? 0 : 1);

/** Requests every kind in turns, each turn in another order, because later requests may find caches warm. */
async function measure(route, questions, ofNobody, tries, addressOf) {
  const kinds = { ...Object.fromEntries(nobody.map((kind) => [kind, ofNobody])), ...questions };
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  const slug = route.replace(/\W/g, '-');
  for (let n = 0; n < tries; n += 1) {
    for (const [kind, question] of shuffled(Object.entries(kinds))) {
      const address = nobody.includes(kind) ? `${slug}-${nobody.indexOf(kind)}-${n}@example.org` : addressOf(kind, n);
      times[kind].push(await question(address));
      // Mails leave after the answer, in this one process: the next request must not wait for them.
      await pause(REST_MS);
    }
  }
  const { lines, alike } = compareKinds(times, nobody);
  held &&= alike;
  console.log(`${route}, ${tries} tries each:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** The Fisher-Yates shuffle: sorting by random keys would favour some places. */
function shuffled(list) {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

/** The nth account of a kind, as `importAccounts` makes them. */
function accountOf(kind, n) {
  return `${kind.split(',')[0]}-${n}@example.org`;
}

/** Imports accounts of every kind. */
async function importAccounts() {
  const directory = dirname(palier.log);
  const file = join(directory, 'users.jsonl');
  const hashes = {
    active: await argon2.hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    bcrypt: await bcrypt.hash(password, 10),
  };
  const of = (kind, passwordHash, verified) =>
    Array.from({ length: 3 * TRIES + SLOW_TRIES }, (_, n) => {
      const email = accountOf(kind, n);
      return JSON.stringify({ email, name: 'Camille', passwordHash, verified });
    });
  const lines = [
    ...of('active', hashes.active, true),
    ...of('bcrypt', hashes.bcrypt, true),
    ...of('unverified', hashes.active, false),
  ];
  writeFileSync(file, lines.join('\n'));
  const { status } = spawnSync('npx', ['palier', 'auth', 'import-users', file, '--tenant', 'wistant'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PALIER_DATA_DIR: join(directory, 'var') },
  });
  if (status !== 0) throw new Error('The accounts could not be brought in: see the message above.');
}

/** Milliseconds until the complete answer; each request from another network, so that no limit applies. */
async function ask(route, body) {
  networks += 1;
  const from = `10.${networks >> 8}.${networks & 255}.7`;
  const startedAt = performance.now();
  const answer = await fetch(`${palier.url}/v1/auth/wistant/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const ms = performance.now() - startedAt;
  if (![202, 401].includes(answer.status)) throw new Error(`${route} answered ${answer.status}: ${text}`);
  return ms;
}
