// Real: the whole API, PostgreSQL, with the pipeline and, beside it, an API that lacks it. Faked: a second
// signing key, with which the tests sign.

import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import * as fc from 'fast-check';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { Settings } from '#platform/config';
import { createServer } from '#platform/http';
import { Tenants } from '#tenants';
import { ApiModule } from '../../apps/api/api.module.js';
import { ladderOf } from '../../apps/api/ladder.js';
import { claimsOf, headerOf, hostileTokens, type Issuer, signed } from '../support/hostile-tokens.js';
import { issuerFor, publicUrl, trustOwnKey } from '../support/own-key.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const nobody = { id: '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', slug: 'alpha' };
const stranger = { id: '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2', slug: 'beta' };
/** The names of the hostile tokens, for `test.each`. */
const kinds = hostileTokens(issuerFor(nobody), issuerFor(stranger)).map(([what]) => what);

let api: TestApp;
let withoutPipeline: NestFastifyApplication;
let alpha: Issuer;
let hostile: ReadonlyMap<string, string>;

beforeAll(async () => {
  api = await startTestApp({ publicUrl });
  const tenants = api.app.get(Tenants);
  alpha = issuerFor(await tenants.create({ slug: 'alpha', name: 'Alpha', product: 'wistant', plan: 'enterprise' }));
  const beta = issuerFor(await tenants.create({ slug: 'beta', name: 'Beta', product: 'wistant', plan: 'enterprise' }));
  hostile = new Map(hostileTokens(alpha, beta));
  withoutPipeline = await startWithoutPipeline(api.app.get(Settings, { strict: false }));
  trustOwnKey(api.app);
  trustOwnKey(withoutPipeline);
});
afterAll(async () => {
  await withoutPipeline?.close();
  await api?.close();
});

/** The whole API on a server without the pipeline: only its guards protect it. */
async function startWithoutPipeline(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(createServer(settings));
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.with(settings, ladderOf(settings), []),
    adapter,
    { bodyParser: false, logger: false },
  );
  await app.init();
  return app;
}

const ask = (app: Pick<NestFastifyApplication, 'inject'>, credential: string) =>
  app.inject({ method: 'GET', url: '/v1/operations', headers: { authorization: `Bearer ${credential}` } });
const requests: [name: string, app: () => Pick<NestFastifyApplication, 'inject'>][] = [
  ['the hook', () => api],
  ['the guard alone', () => withoutPipeline],
];
const good = () => signed(alpha, headerOf(alpha), claimsOf(alpha));

describe.each(requests)('%s', (_name, request) => {
  test.each(kinds)('refuses %s with a problem', async (what) => {
    const answer = await ask(request(), hostile.get(what) as string);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer error="invalid_token"(?:, error_description="The access token expired at [\dT:.-]+Z")?$/,
    );
  });

  test('refuses every other content of the header', async () => {
    const text = fc.string({ unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)) });
    const parts = fc.array(fc.oneof(text, fc.base64String()), { maxLength: 4 }).map((some) => some.join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, parts), async (garbage) => {
        expect((await ask(request(), garbage)).statusCode).toBe(401);
      }),
    );
  });

  test('requires a credential', async () => {
    const answer = await request().inject({ method: 'GET', url: '/v1/operations' });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  test('refuses a good token beside another', async () => {
    const headers = { authorization: [`Bearer ${good()}`, `Bearer ${good()}`] as unknown as string };
    const answer = await request().inject({ method: 'GET', url: '/v1/operations', headers });
    expect(answer.statusCode).toBe(401);
  });
});

test('a good token is accepted through the pipeline', async () => {
  expect((await ask(api, good())).statusCode).toBe(200);
});

test('a good token is refused where the pipeline did not run', async () => {
  const answer = await ask(withoutPipeline, good());
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'access_unchecked']);
});

test('jose verifies the tokens of a sign-in with the public keys', async () => {
  const tenant = await freshTenant(api);
  const { id, token } = await signedIn(api, tenant, 'editor');
  const keys = await api.inject({ method: 'GET', url: '/.well-known/jwks.json' });
  const expected = { issuer: `${publicUrl}/v1/auth/${tenant.slug}`, audience: 'palier', typ: 'at+jwt' };
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys.json()), { ...expected, algorithms: ['ES256'] });
  expect(payload).toMatchObject({ sub: id, tid: tenant.id, role: 'editor', client_id: 'wistant' });
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
  expect(JSON.stringify(keys.json())).not.toContain('"d":');
});

describe('a publishable key', () => {
  let publishable: string;
  beforeAll(async () => {
    const { token } = await signedIn(api, await freshTenant(api), 'owner');
    const wish = { name: 'page', kind: 'publishable', scopes: ['analytics.write'] };
    publishable = (await callAs(api, token, 'POST', '/v1/keys', wish)).json().key;
  });

  test.each(requests)('is not taken for a secret one by %s', async (_name, request) => {
    const answer = await ask(request(), publishable.replace('palier_pk_', 'palier_sk_'));
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
  });

  test('opens only the routes that it is for', async () => {
    expect((await ask(api, publishable)).statusCode).toBe(403);
  });
});
