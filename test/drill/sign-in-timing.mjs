// Does time tell whether an address has an account? Log-in, registration and the forgotten password, each asked
// by turns for addresses that are there and that are not: their times must overlap.
import { parseArgs } from 'node:util';
import { startPalier } from '../../bench/palier.mjs';
import { overlap, summary } from './timing/overlap.mjs';

const { values } = parseArgs({ options: { pairs: { type: 'string', default: '150' } } });
const PAIRS = Number(values.pairs);
/** How often one kind may be the slower: 0.5 is a coin, 0 and 1 tell everything. */
const TELLING = 0.15;
const password = 'quatre chevaux mangent des poires';

let networks = 0;
let palier;
let held = true;
try {
  palier = await startPalier({ TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'error' });
  const known = Array.from({ length: PAIRS }, (_, i) => `known-${i}@example.org`);
  for (const email of known) await ask('register', { email, name: 'Camille', password });
  const questions = {
    login: (email) => ask('login', { email, password: 'a password that is wrong' }),
    register: (email) => ask('register', { email, name: 'Camille', password }),
    'password/forgot': (email) => ask('password/forgot', { email }),
  };
  for (const [route, question] of Object.entries(questions)) {
    const slug = route.replace('/', '-');
    const times = { known: [], unknown: [] };
    for (const [i, email] of known.entries()) {
      const pair = [
        ['known', email],
        ['unknown', `${slug}-${i}@example.org`],
      ];
      // Whoever comes second may find something warm: each is second half of the time.
      for (const [kind, address] of Math.random() < 0.5 ? pair : pair.reverse())
        times[kind].push(await question(address));
    }
    const share = overlap(times.known, times.unknown);
    const fair = Math.abs(share - 0.5) <= TELLING;
    held &&= fair;
    console.log(
      `${route}: known ${summary(times.known)}, unknown ${summary(times.unknown)}; a known one is the slower in ${(share * 100).toFixed(0)} % of all pairs${fair ? '' : ': time tells'}`,
    );
  }
} finally {
  await palier?.stop();
}
process.exit(held ? 0 : 1);

/** Milliseconds until the whole answer is there; each from a network of its own, which limits then leave alone. */
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
