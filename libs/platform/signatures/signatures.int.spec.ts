/**
 * The keys that sign, as several processes of one deployment share them.
 * Real: PostgreSQL, the keys. Faked: the processes, which are objects in this process with a connection pool each.
 */
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { calculateJwkThumbprint } from 'jose';
import { Audit, AuditTrail } from '#platform/audit';
import { Settings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { runSql } from '../../../test/support/sql.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { openSignatureKey } from './signature-key.js';
import { type SignatureKeyRow, signatureKeys } from './signature-keys.sql.js';
import { type PublicKey, type Signature, Signatures } from './signatures.js';

const anyKey = () => randomBytes(32).toString('base64url');
const shared = anyKey();
const platform = { tenantId: PLATFORM_TENANT_ID };
const text = Buffer.from('a purpose\nwhat is signed');

let store: TestDatabase;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  store = await testDatabase();
});
beforeEach(() => sql('delete from platform.signature_keys'));
afterEach(async () => {
  jest.restoreAllMocks();
  for (const end of ends.splice(0)) await end();
});
afterAll(() => store.close());

const sql = (statements: string) => runSql(store.adminUrl, statements);
const kids = async () =>
  (await runSql<{ kid: string }>(store.adminUrl, 'select kid from platform.signature_keys')).map(({ kid }) => kid);
const masterOf = (masterKey: string) => new MasterKey(Object.assign(new Settings(), { masterKey }));

/** A process of the deployment. */
async function startProcess(masterKey = shared) {
  const { databaseConnectTimeoutMs: connectTimeoutMs, ...limits } = patientLimits;
  const { database, close } = await openDatabase({ ...store.connection, poolSize: 2, connectTimeoutMs, ...limits });
  ends.push(close);
  return { database, signatures: new Signatures(database, masterOf(masterKey), new Audit()) };
}

function holds({ keyId, signature }: Signature, keys: readonly PublicKey[]): boolean {
  const x = keys.find(({ kid }) => kid === keyId)?.x ?? '';
  return verify(null, text, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
}

describe('the first key', () => {
  it('is a single one, however many processes sign at once, and verifies what each of them signed', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => startProcess()));
    const signed = await Promise.all(
      processes.flatMap(({ signatures }) => [signatures.sign(text), signatures.sign(text)]),
    );
    expect(await kids()).toEqual([signed[0]?.keyId]);
    const keys = (await processes[0]?.signatures.publicKeys()) ?? [];
    expect(signed.map((each) => holds(each, keys))).toEqual(signed.map(() => true));
  });

  it('is named by its thumbprint, recorded in the audit trail, and its private part is nowhere in plain text', async () => {
    const { signatures, database } = await startProcess();
    const { keyId } = await signatures.sign(text);
    const [{ x } = { x: '' }] = await signatures.publicKeys();
    expect(await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(keyId);
    const [row] = await database.read(platform, signatureKeys);
    const { d = '' } = openSignatureKey(masterOf(shared), row as SignatureKeyRow)?.export({ format: 'jwk' }) ?? {};
    const kept = await databaseText(store.adminUrl);
    expect(kept).toContain(x);
    expect(secretsIn(kept, { d: Buffer.from(d, 'base64url') })).toEqual([]);
    expect(await actionsOn(keyId)).toEqual(['platform.signature-key.created']);
  });

  it('stays when the transaction that needed it is rolled back', async () => {
    const { database, signatures } = await startProcess();
    const work = database.ambient(platform, async () => {
      await signatures.sign(text);
      throw new Error('rolled back');
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await kids()).toHaveLength(1);
  });
});

describe('a rotated key', () => {
  it('is published at once and signs after a minute; the former one stays published', async () => {
    const { signatures } = await startProcess();
    const former = await signatures.sign(text);
    const { kid, signsFrom } = await signatures.rotate();
    const [{ ahead } = { ahead: 0 }] = await runSql<{ ahead: number }>(
      store.adminUrl,
      `select extract(epoch from signs_from - created_at)::float8 as ahead from platform.signature_keys where kid = '${kid}'`,
    );
    expect(ahead).toBeCloseTo(60, 1);
    expect(signsFrom).toBeInstanceOf(Date);
    expect((await signatures.publicKeys()).map((key) => key.kid)).toEqual([kid, former.keyId]);
    expect((await signatures.sign(text)).keyId).toBe(former.keyId);
    await sql(`update platform.signature_keys set signs_from = now() - interval '1 second' where kid = '${kid}'`);
    expect((await signatures.sign(text)).keyId).toBe(kid);
    expect(holds(former, await signatures.publicKeys())).toBe(true);
    expect(await actionsOn(kid)).toEqual(['platform.signature-key.rotated']);
  });

  it('is the only one where there was none, and signs at once', async () => {
    const { signatures } = await startProcess();
    const { kid } = await signatures.rotate();
    expect((await signatures.sign(text)).keyId).toBe(kid);
  });

  it('is refused where the servers could not open it', async () => {
    const [server, elsewhere] = [await startProcess(), await startProcess(anyKey())];
    await server.signatures.sign(text);
    await expect(elsewhere.signatures.rotate()).rejects.toMatchObject({ code: 'signature_keys_sealed', status: 409 });
    expect(await kids()).toHaveLength(1);
  });
});

it('of processes with different master keys are all published, and the second process logs why it made its own', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const [one, other] = [await startProcess(), await startProcess(anyKey())];
  const signed = [await one.signatures.sign(text), await other.signatures.sign(text), await one.signatures.sign(text)];
  expect(signed.map(({ keyId }) => keyId === signed[0]?.keyId)).toEqual([true, false, true]);
  const keys = await one.signatures.publicKeys();
  expect(signed.map((each) => holds(each, keys))).toEqual([true, true, true]);
  expect(warned.mock.calls.flat()).toEqual([expect.stringContaining('PALIER_MASTER_KEY')]);
});

async function actionsOn(kid: string): Promise<string[]> {
  const { data: lines } = await new AuditTrail(store.database).list(PLATFORM_TENANT_ID, { target: kid, limit: 10 });
  return lines.map(({ action }) => action);
}
