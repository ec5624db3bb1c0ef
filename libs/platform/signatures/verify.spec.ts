import { generateKeyPairSync } from 'node:crypto';
import { readPublicKeys } from './verify.js';

it('keys of a JWK set are found among those of other kinds', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const ecJwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const keys = readPublicKeys(JSON.stringify({ keys: [{ ...ecJwk, kid: 'ec' }, null, { ...jwk, kid: 'key-1' }] }));
  expect([...(keys ?? [])].map(([kid, key]) => [kid, key.equals(publicKey)])).toEqual([['key-1', true]]);
  const wrong = ['', 'null', '{}', '[]', JSON.stringify({ keys: [{ ...jwk, kid: 'key-1', x: 'short' }] })];
  expect(wrong.map(readPublicKeys)).toEqual(wrong.map(() => undefined));
});
