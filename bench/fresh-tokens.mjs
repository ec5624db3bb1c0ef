// Access tokens that are each seen once: the verifier against node:crypto alone.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { uuidv7 } from 'uuidv7';
import { AccessTokenVerifier } from '../dist/libs/platform/access/access-token/access-token-verifier.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { platformTenant } from '../dist/libs/platform/tenancy/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const ROUNDS = 31;
const TOKENS = 2_000;
/** Tokens that one contender verifies before it is the other's turn: other load of the machine affects both. */
const TURN = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const tenant = { ...platformTenant, id: uuidv7(), slug: 'shop', product: 'wistant' };
const settings = readSettings({ PUBLIC_URL: 'https://api.example' });
const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The ratio of verifications per second; ours also checks form, claims, issuer, key and permissions. */
export async function run() {
  const keys = { find: (kid) => (kid === 'bench' ? publicKey : undefined) };
  const verifier = new AccessTokenVerifier(settings, keys, { byId: (id) => (id === tenant.id ? tenant : undefined) });
  const samples = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const sample = measure(verifier);
    // The first rounds warm the just-in-time compiler and are not counted.
    if (round >= 0) samples.push(sample);
  }
  const ratios = samples.map(({ bare, ours }) => bare / ours);
  const aSecond = (name) => Math.round((TOKENS * 1000) / median(samples.map((sample) => sample[name])));
  const detail = `${aSecond('ours').toLocaleString('en')} tokens/s against ${aSecond('bare').toLocaleString('en')}`;
  return [{ name: 'fresh tokens against crypto.verify', ratio: median(ratios), ...spread(ratios), goal: 0.9, detail }];
}

/** The milliseconds that each contender took for the same number of new tokens. */
function measure(verifier) {
  const tokens = Array.from({ length: TOKENS }, draw);
  // The garbage of making the tokens must not be collected during a contender's turn.
  collect();
  const taken = { bare: 0, ours: 0 };
  const contenders = {
    bare: ({ signed, signature }) => verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
    ours: ({ token }) => verifier.verify(token) !== undefined,
  };
  for (let from = 0; from < TOKENS; from += TURN) {
    for (const [name, call] of Object.entries(contenders)) {
      const start = performance.now();
      for (let i = from; i < from + TURN; i += 1) {
        if (!call(tokens[i])) throw new Error(`${name} refused a good token.`);
      }
      taken[name] += performance.now() - start;
    }
  }
  return taken;
}

function draw() {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ client_id: tenant.product, tid: tenant.id, sid: uuidv7(), role: 'editor', name: 'Ada Lovelace' },
    ...{ iss: 'https://api.example/v1/auth/shop', aud: 'palier', sub: uuidv7(), jti: uuidv7() },
    ...{ iat, exp: iat + 600 },
  };
  const text = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })}.${encode(claims)}`;
  const signed = Buffer.from(text);
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  // A flat string as from the network, not a concatenation that V8 has yet to flatten.
  const token = Buffer.from(`${text}.${signature.toString('base64url')}`).toString('latin1');
  return { token, signed, signature };
}

if (import.meta.main) printTable(await run());
