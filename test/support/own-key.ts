import { generateKeyPairSync } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { TokenKeys } from '#platform/access';
import type { Tenant } from '#platform/tenancy';
import type { Issuer } from './hostile-tokens.js';

const kid = 'the-key-of-this-test';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The PUBLIC_URL of the apps of these tests. */
export const publicUrl = 'https://api.example';

/** Adds a signing key of the test beside the application's, to sign tokens that the application would never sign. */
export function trustOwnKey(app: Pick<INestApplicationContext, 'get'>): void {
  const keys = app.get(TokenKeys, { strict: false });
  const find = keys.find.bind(keys);
  jest.spyOn(keys, 'find').mockImplementation((asked) => (asked === kid ? pair.publicKey : find(asked)));
}

/** The issuer of a tenant with that key. */
export function issuerFor({ id, slug }: Pick<Tenant, 'id' | 'slug'>): Issuer {
  return { ...pair, kid, issuer: `${publicUrl}/v1/auth/${slug}`, tenantId: id };
}
