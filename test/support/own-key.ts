import { generateKeyPairSync } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { TokenKeys } from '#platform/access';
import type { Tenant } from '#platform/tenancy';
import type { Issuer } from './hostile-tokens.js';

const kid = 'the-key-of-this-test';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Where the apps of these tests are reached. */
export const publicUrl = 'https://api.example';

/** Puts a key of the test's own in force beside the deployment's: with it a test signs what the deployment never would. */
export function trustOwnKey(app: Pick<INestApplicationContext, 'get'>): void {
  const keys = app.get(TokenKeys, { strict: false });
  const find = keys.find.bind(keys);
  jest.spyOn(keys, 'find').mockImplementation((asked) => (asked === kid ? pair.publicKey : find(asked)));
}

/** The issuer of a tenant with that key. */
export function issuerFor({ id, slug }: Pick<Tenant, 'id' | 'slug'>): Issuer {
  return { ...pair, kid, issuer: `${publicUrl}/v1/auth/${slug}`, tenantId: id };
}
