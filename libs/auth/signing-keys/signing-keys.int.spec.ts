/**
 * Signing keys, as several processes of one deployment share them.
 * Real: PostgreSQL, LISTEN and NOTIFY, the keys. Faked: the processes, which are objects in this process with a
 * connection pool and a memory each.
 */
import { KeyObject, randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { Audit, AuditTrail } from '#platform/audit';
import { Settings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { databaseText, secretsIn } from '../../../test/support/kept-secrets.js';
import { runSql } from '../../../test/support/sql.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { KeyRing } from './key-ring.js';
import { SigningKeys } from './signing-keys.service.js';
import { TokenSigner } from './token-signer.js';

const anyKey = () => randomBytes(32).toString('base64url');
const shared = anyKey();

describe('signing keys', () => {
  let store: TestDatabase;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    store = await testDatabase();
  });
  beforeEach(() => sql('delete from auth.signing_keys'));
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const end of ends.splice(0)) await end();
  });
  afterAll(() => store.close());

  const sql = (text: string) => runSql(store.adminUrl, text);
  const kidsOf = async (ring: KeyRing) => (await ring.all()).map(({ kid }) => kid);

  /** A process of the deployment, with a memory of its own. */
  async function startProcess(masterKey = shared) {
    const { databaseConnectTimeoutMs: connectTimeoutMs, ...limits } = patientLimits;
    const options = { ...store.connection, ...limits, connectTimeoutMs, poolSize: 2 };
    const { database, notifications, close } = await openDatabase(options);
    const ring = new KeyRing(database, notifications);
    let open = true;
    const end = async () => {
      if (open) await close();
      open = false;
    };
    ends.push(async () => {
      await ring.onModuleDestroy();
      await end();
    });
    const master = new MasterKey(Object.assign(new Settings(), { masterKey }));
    const audit = new Audit();
    const signer = new TokenSigner(database, ring, master, audit);
    const keys = new SigningKeys(database, ring, signer, master, audit);
    return { database, ring, signer, keys, loseDatabase: end };
  }

  describe('the first', () => {
    it('is a single one, however many processes need it at once', async () => {
      const processes = await Promise.all(Array.from({ length: 4 }, () => startProcess()));
      const signers = await Promise.all(processes.flatMap(({ signer }) => [signer.current(), signer.current()]));
      expect(new Set(signers.map(({ kid }) => kid)).size).toBe(1);
      expect(await sql('select kid from auth.signing_keys')).toEqual([{ kid: signers[0]?.kid }]);
    });

    it('is named by the thumbprint of its public part (RFC 7638), and its private part is stored nowhere in plain text', async () => {
      const { signer, ring } = await startProcess();
      const { kid, privateKey } = await signer.current();
      const [held] = await ring.all();
      const jwk = privateKey.export({ format: 'jwk' });
      expect(await calculateJwkThumbprint(jwk as JWK)).toBe(kid);
      expect([held?.x, held?.y]).toEqual([jwk.x, jwk.y]);
      const kept = await databaseText(store.adminUrl);
      expect(kept).toContain(jwk.x);
      expect(secretsIn(kept, { d: Buffer.from(jwk.d ?? '', 'base64url') })).toEqual([]);
    });

    it('stays when the transaction that needed it is rolled back', async () => {
      const { database, signer } = await startProcess();
      let kid: string | undefined;
      const work = database.ambient({ tenantId: PLATFORM_TENANT_ID }, async () => {
        ({ kid } = await signer.current());
        throw new Error('rolled back');
      });
      await expect(work).rejects.toThrow('rolled back');
      expect(await sql('select kid from auth.signing_keys')).toEqual([{ kid }]);
    });

    it('is recorded in the audit trail', async () => {
      const { signer } = await startProcess();
      const { kid } = await signer.current();
      expect(await actionsOn(kid)).toEqual(['auth.signing-key.created']);
    });
  });

  it('of processes with different master keys are known to all, and the second process logs why it made its own', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const [one, other] = [await startProcess(), await startProcess(anyKey())];
    const kids = [(await one.signer.current()).kid, (await other.signer.current()).kid];
    expect(new Set(kids).size).toBe(2);
    expect(warned.mock.calls.flat()).toEqual([expect.stringContaining('PALIER_MASTER_KEY')]);
    for (const { ring } of [one, other]) {
      await ring.refresh();
      for (const kid of kids) expect(ring.find(kid)).toBeInstanceOf(KeyObject);
    }
    expect((await one.signer.current()).kid).toBe(kids[0]);
  });

  describe('rotated', () => {
    it('sign after a minute, and the former ones verify for eleven more', async () => {
      const { signer, keys, ring } = await startProcess();
      const { kid: former } = await signer.current();
      const { kid, createdAt, signsFrom, verifiesUntil } = await keys.rotate(false);
      expect((signsFrom.getTime() - createdAt.getTime()) / 1000).toBeCloseTo(60, 1);
      expect(verifiesUntil).toBeNull();
      const [first] = await keys.list();
      expect(first).toMatchObject({ kid: former, verifiesUntil: new Date(signsFrom.getTime() + 660_000) });
      await until(async () => (await kidsOf(ring)).includes(kid));
      expect((await signer.current()).kid).toBe(former);

      jest.spyOn(Date, 'now').mockReturnValue(signsFrom.getTime());
      expect((await signer.current()).kid).toBe(kid);
      expect(ring.find(former)).toBeInstanceOf(KeyObject);
      jest.spyOn(Date, 'now').mockReturnValue(signsFrom.getTime() + 660_000);
      expect(await ring.find(former)).toBeUndefined();
      expect(ring.find(kid)).toBeInstanceOf(KeyObject);
    });

    it('at once sign in every process as soon as it is notified', async () => {
      const [one, other] = [await startProcess(), await startProcess()];
      await Promise.all([one.signer.current(), other.signer.current()]);
      const { kid } = await one.keys.rotate(true);
      for (const { signer } of [one, other]) await until(async () => (await signer.current()).kid === kid);
      const again = await other.keys.rotate(true);
      for (const { signer } of [one, other]) await until(async () => (await signer.current()).kid === again.kid);
      expect(await kidsOf(one.ring)).toHaveLength(3);
    });

    it('by several processes at once leave one key that is not retired', async () => {
      const { signer, keys } = await startProcess();
      await signer.current();
      await Promise.all([keys.rotate(true), keys.rotate(true)]);
      expect((await keys.list()).map(({ verifiesUntil }) => verifiesUntil === null)).toEqual([false, false, true]);
    });

    it('where no server could open them are refused', async () => {
      const [server, elsewhere] = [await startProcess(), await startProcess(anyKey())];
      await server.signer.current();
      await expect(elsewhere.keys.rotate(true)).rejects.toMatchObject({ code: 'foreign_master_key', status: 409 });
      expect(await server.keys.list()).toHaveLength(1);
    });

    it('are recorded in the audit trail', async () => {
      const { keys } = await startProcess();
      const { kid } = await keys.rotate(true);
      expect(await actionsOn(kid)).toEqual(['auth.signing-key.rotated']);
    });
  });

  describe('in memory', () => {
    it('stay the same object while they are valid, so that verified tokens stay cached', async () => {
      const { ring, signer } = await startProcess();
      const { kid } = await signer.current();
      const before = ring.find(kid);
      await ring.refresh();
      expect(ring.find(kid)).toBe(before);
    });

    it('are read again when a token names an unknown key, once in five seconds at most', async () => {
      const [one, other] = [await startProcess(), await startProcess()];
      const read = jest.spyOn(one.database, 'read');
      await one.ring.all();
      // The second time when it begins to listen.
      await until(() => read.mock.calls.length === 2);
      // As if the notification was lost.
      jest.spyOn(other.ring, 'changed').mockImplementation();
      const { kid } = await other.signer.current();
      const now = performance.now();
      // More than five seconds after the keys were read at last.
      const clock = jest.spyOn(performance, 'now').mockReturnValue(now + 5001);
      const found = await Promise.all([one.ring.find('unknown'), one.ring.find(kid), one.ring.find('other')]);
      expect(found).toEqual([undefined, expect.any(KeyObject), undefined]);
      const reads = read.mock.calls.length;
      for (let i = 0; i < 1000; i += 1) expect(one.ring.find(`unknown-${i}`)).toBeUndefined();
      expect(read).toHaveBeenCalledTimes(reads);
      clock.mockReturnValue(now + 10_002);
      await Promise.all(Array.from({ length: 1000 }, (_, i) => one.ring.find(`unknown-${i}`)));
      expect(read).toHaveBeenCalledTimes(reads + 1);
    });

    it('are read again after a minute without a notification', async () => {
      const [one, other] = [await startProcess(), await startProcess()];
      await one.signer.current();
      jest.spyOn(other.ring, 'changed').mockImplementation();
      const { kid } = await other.keys.rotate(true);
      const now = performance.now();
      jest.spyOn(performance, 'now').mockImplementation(() => now + 60_001);
      await until(async () => (await kidsOf(one.ring)).includes(kid));
    });

    it('are read at the start of a process, which may then lose its database', async () => {
      const { kid } = await (await startProcess()).signer.current();
      const { database, ring, loseDatabase } = await startProcess();
      const read = jest.spyOn(database, 'read');
      ring.onApplicationBootstrap();
      await until(() => read.mock.calls.length > 0);
      await read.mock.results[0]?.value;
      jest.spyOn(Logger.prototype, 'warn').mockImplementation();
      await loseDatabase();
      expect(ring.find(kid)).toBeInstanceOf(KeyObject);
    });

    it('stay in use while the database is unreachable', async () => {
      const { ring, signer, loseDatabase } = await startProcess();
      const { kid } = await signer.current();
      await loseDatabase();
      jest.spyOn(Logger.prototype, 'warn').mockImplementation();
      expect((await signer.current()).kid).toBe(kid);
      expect(ring.find(kid)).toBeInstanceOf(KeyObject);
      expect(await ring.find('unknown')).toBeUndefined();
    });
  });

  it('that were never read cannot sign while the database is unreachable', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const { ring, signer, loseDatabase } = await startProcess();
    await loseDatabase();
    await expect(signer.current()).rejects.toMatchObject({
      code: 'no_signing_key',
      status: 503,
      options: { headers: { 'Retry-After': expect.any(String) } },
    });
    await expect(ring.find('any')).rejects.toThrow();
  });

  it('that no longer verify are deleted, and no others', async () => {
    const { signer, keys, database, ring } = await startProcess();
    const { kid: gone } = await signer.current();
    const { kid } = await keys.rotate(true);
    await until(async () => (await signer.current()).kid === kid);
    const { kid: newest } = await keys.rotate(true);
    await sql(`update auth.signing_keys set verifies_until = now() - interval '1 second' where kid = '${gone}'`);
    await enforceRetention(database);
    expect(await sql('select kid from auth.signing_keys order by created_at')).toEqual([{ kid }, { kid: newest }]);
    await ring.refresh();
  });

  async function actionsOn(kid: string): Promise<string[]> {
    const { data: lines } = await new AuditTrail(store.database).list(PLATFORM_TENANT_ID, { target: kid, limit: 10 });
    return lines.map(({ action }) => action);
  }
});
