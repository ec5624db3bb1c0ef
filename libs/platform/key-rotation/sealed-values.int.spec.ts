// Real: PostgreSQL, its roles and policies, the key file. Faked: a person, of whom there is only the key.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { admitNewKey, requireMasterKey, SealedValues } from './sealed-values.js';

let test: TestDatabase;
let dataDir: string;
let file: string;
beforeEach(async () => {
  test = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  file = join(dataDir, 'master.key');
});
afterEach(async () => {
  rmSync(dataDir, { recursive: true });
  await test.close();
});

const settingsOf = (given: Partial<Settings> = {}) =>
  Object.assign(new Settings(), { dataDir, databaseUrl: test.appUrl }, given);
const masterOf = (given?: Partial<Settings>) => new MasterKey(settingsOf(given));
const anyKey = () => randomBytes(32).toString('base64url');

/** Seals a value of a person of a tenant, which the application without a tenant does not see. */
async function seal(master: MasterKey): Promise<void> {
  const [tenant, user] = [newId(), newId()];
  const sealed = master.seal(randomBytes(32), `it's a purpose ${user}`).toString('hex');
  await runSql(
    test.adminUrl,
    `insert into platform.person_keys values ('${tenant}', '${user}', 'it''s a purpose', '\\x${sealed}')`,
  );
}

describe('a process that starts', () => {
  it('makes the key file where nothing is sealed yet, and keeps it', async () => {
    await requireMasterKey(settingsOf());
    const made = readFileSync(file, 'utf8');
    await requireMasterKey(settingsOf());
    await seal(masterOf());
    await requireMasterKey(settingsOf());
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  it('is refused without the key of what is sealed, until it has it from the file or from the environment', async () => {
    const masterKey = anyKey();
    await seal(masterOf({ masterKey }));
    const refused = expect.objectContaining({ code: 'master_key', message: expect.stringContaining(file) });
    await expect(requireMasterKey(settingsOf())).rejects.toEqual(refused);
    await expect(requireMasterKey(settingsOf({ otherMasterKeys: [anyKey()] }))).rejects.toEqual(refused);
    expect(existsSync(file)).toBe(false);
    await requireMasterKey(settingsOf({ masterKey }));
    expect(existsSync(file)).toBe(false);
    await requireMasterKey(settingsOf({ otherMasterKeys: [anyKey(), masterKey] }));
    expect(existsSync(file)).toBe(true);
  });

  it('is refused on a damaged key file, also where nothing is sealed', async () => {
    writeFileSync(file, 'half a k');
    await expect(requireMasterKey(settingsOf())).rejects.toThrow(`${file} must hold 32 bytes`);
    expect(readFileSync(file, 'utf8')).toBe('half a k');
  });
});

it('a command runs without a key, and seals with a new one only where nothing is sealed', async () => {
  const [command, later] = [masterOf(), masterOf()];
  await admitNewKey(command, settingsOf());
  expect(existsSync(file)).toBe(false);
  await seal(command);
  rmSync(file);
  await admitNewKey(later, settingsOf());
  expect(() => later.seal(Buffer.alloc(1), 'one')).toThrow(`${file} is missing`);
  // What has the key goes on.
  await seal(command);
});

it('a sample says how many of the first values of each column no key opens', async () => {
  const [one, other] = [anyKey(), anyKey()];
  const sampled = (given: Partial<Settings>) => new SealedValues(test.database, masterOf(given)).sample();
  expect(await sampled({ masterKey: one })).toEqual({ values: 0, unopened: 0 });
  await seal(masterOf({ masterKey: one }));
  for (let i = 0; i < 3; i += 1) await seal(masterOf({ masterKey: other }));
  expect(await sampled({ masterKey: one })).toEqual({ values: 4, unopened: 3 });
  expect(await sampled({ masterKey: one, otherMasterKeys: [other] })).toEqual({ values: 4, unopened: 0 });
  for (let i = 0; i < 3; i += 1) await seal(masterOf({ masterKey: other }));
  expect(await sampled({ masterKey: anyKey() })).toEqual({ values: 5, unopened: 5 });
});
