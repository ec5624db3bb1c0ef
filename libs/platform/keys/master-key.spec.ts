import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { Settings } from '#platform/config';
import { MasterKey } from './master-key.js';

const run = promisify(execFile);
const secret = Buffer.from('what nobody shall read');
const masterKey = randomBytes(32).toString('base64url');
const masterOf = (settings: Partial<Settings>) => new MasterKey(Object.assign(new Settings(), settings));
/** Of a process that may make the file. */
function makerOf(settings: Partial<Settings>): MasterKey {
  const master = masterOf(settings);
  if (master.file) master.file.mayBeMade = true;
  return master;
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  file = join(dataDir, 'master.key');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('a sealed secret', () => {
  const master = masterOf({ masterKey });

  it('is opened by the same key for the same context', () => {
    const sealed = master.seal(secret, 'one');
    expect(sealed).toHaveLength(secret.length + 29);
    expect(sealed.includes(secret)).toBe(false);
    expect(masterOf({ masterKey }).open(sealed, 'one')).toEqual(secret);
    expect(master.open(master.seal(Buffer.alloc(0), 'one'), 'one')).toEqual(Buffer.alloc(0));
  });

  it('is never encrypted to the same bytes twice', () => {
    expect(master.seal(secret, 'one')).not.toEqual(master.seal(secret, 'one'));
  });

  it('is not opened for another context or with another key', () => {
    const sealed = master.seal(secret, 'one');
    expect(master.open(sealed, 'two')).toBeUndefined();
    expect(masterOf({ masterKey: randomBytes(32).toString('base64url') }).open(sealed, 'one')).toBeUndefined();
  });

  it('is not opened when a byte was altered or bytes are missing', () => {
    const sealed = master.seal(secret, 'one');
    for (let i = 0; i < sealed.length; i += 1) {
      const altered = Buffer.from(sealed);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(master.open(altered, 'one')).toBeUndefined();
      expect(master.open(sealed.subarray(0, i), 'one')).toBeUndefined();
    }
  });
});

describe('a derived key', () => {
  it('is the same for one purpose and master key, and differs for another purpose or master key', () => {
    const derived = masterOf({ masterKey }).derive('one');
    expect(derived).toHaveLength(32);
    expect(masterOf({ masterKey }).derive('one')).toEqual(derived);
    const other = randomBytes(32).toString('base64url');
    for (const different of [masterOf({ masterKey }).derive('two'), masterOf({ masterKey: other }).derive('one')]) {
      expect(different).not.toEqual(derived);
    }
    expect(derived.equals(Buffer.from(masterKey, 'base64url'))).toBe(false);
  });
});

describe('another master key', () => {
  const [former, next] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const before = masterOf({ masterKey: former, otherMasterKeys: [next] });
  const after = masterOf({ masterKey: next, otherMasterKeys: [former] });

  it('opens and does not seal', () => {
    expect(after.open(before.seal(secret, 'one'), 'one')).toEqual(secret);
    expect(before.open(after.seal(secret, 'one'), 'one')).toEqual(secret);
    expect(masterOf({ masterKey: next }).open(after.seal(secret, 'one'), 'one')).toEqual(secret);
    expect(masterOf({ masterKey: next }).open(before.seal(secret, 'one'), 'one')).toBeUndefined();
  });

  it('re-seals with the present key what another sealed, and nothing else', () => {
    const sealed = before.seal(secret, 'one');
    expect(before.reseal(sealed, 'one')).toBe(sealed);
    expect(masterOf({ masterKey: next }).open(after.reseal(sealed, 'one') as Buffer, 'one')).toEqual(secret);
    expect(after.reseal(sealed, 'two')).toBeUndefined();
    expect(masterOf({ masterKey }).reseal(sealed, 'one')).toBeUndefined();
  });

  it('derives the keys of what it signed, after that of the present one', () => {
    expect(after.derivations('one')).toEqual([after.derive('one'), before.derive('one')]);
    expect(before.derivations('one')).toEqual(after.derivations('one').toReversed());
  });

  it('has a name that all processes know and that reveals nothing of it', () => {
    expect(after.ids()).toEqual(before.ids().toReversed());
    expect(after.ids()[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(Buffer.from(next, 'base64url').toString('hex')).not.toContain(after.ids()[0]);
  });

  it('is refused at the start without its value', () => {
    const problem = thrownBy(() => masterOf({ masterKey, otherMasterKeys: [former, `${next.slice(0, -1)}!`] }));
    expect(problem).toMatchObject({ code: 'master_key' });
    expect(inspect(problem)).toContain('PALIER_OTHER_MASTER_KEYS');
    expect(inspect(problem)).not.toContain(next.slice(0, 8));
  });
});

describe('the master key of the environment', () => {
  it.each([
    ['empty', ''],
    ['a word', 'a secret of some people'],
    ['too short', randomBytes(31).toString('base64url')],
    ['too long', randomBytes(33).toString('base64url')],
    ['padded', `${masterKey}=`],
    ['mistyped', `${masterKey.slice(0, -1)}!`],
    ['hexadecimal', randomBytes(32).toString('hex')],
  ])('is refused at the start when it is %s, with the command to make one and without its value', (_, given) => {
    const remedy = expect.stringContaining('node -p');
    const problem = thrownBy(() => masterOf({ masterKey: given }));
    expect(problem).toMatchObject({ code: 'master_key', detail: { en: remedy, fr: remedy } });
    if (given) expect(inspect(problem)).not.toContain(given);
  });

  it('is never shown when its object is printed', () => {
    const shown = [JSON.stringify(masterOf({ masterKey })), inspect(masterOf({ masterKey }), { depth: null })];
    const bytes = Buffer.from(masterKey, 'base64url').subarray(0, 6);
    const forms = [masterKey.slice(0, 8), bytes.toString('base64'), bytes.toString('hex'), [...bytes].join(',')];
    const spaced = [bytes.toString('hex').replace(/..(?!$)/g, '$& '), [...bytes].join(', ')];
    for (const text of shown) for (const form of [...forms, ...spaced]) expect(text).not.toContain(form);
  });
});

describe('the master key in its file', () => {
  it('is made when something is sealed, and not before, where it may be made', () => {
    const master = masterOf({ dataDir });
    expect(() => master.seal(secret, 'one')).toThrow(`${file} is missing`);
    expect(existsSync(file)).toBe(false);
    Object.assign(master.file ?? {}, { mayBeMade: true });
    const sealed = master.seal(secret, 'one');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
    expect(masterOf({ dataDir }).open(sealed, 'one')).toEqual(secret);
  });

  it('is the same for processes that make it at once', async () => {
    const module = join(__dirname, '../../../dist/libs/platform/keys/master-key-file.js');
    const program = `import { MasterKeyFile } from '${module}'; const file = new MasterKeyFile(process.argv[1]);
      file.mayBeMade = true; console.log(file.read().present.toString('hex'))`;
    const made = await Promise.all(
      Array.from({ length: 6 }, () => run(process.execPath, ['--input-type=module', '--eval', program, file])),
    );
    expect(new Set(made.map(({ stdout }) => stdout.trim()))).toEqual(
      new Set([Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url').toString('hex')]),
    );
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it('is made in a directory that does not exist yet', () => {
    const deep = join(dataDir, 'a', 'b');
    expect(makerOf({ dataDir: deep }).seal(secret, 'one')).toBeInstanceOf(Buffer);
    expect(existsSync(join(deep, 'master.key'))).toBe(true);
  });

  it('is neither used nor made when the environment has a key', () => {
    makerOf({ dataDir, masterKey }).seal(secret, 'one');
    expect(existsSync(file)).toBe(false);
  });

  it('is rotated under processes that go on, and that know the next key before one seals with it', () => {
    const [server, command] = [makerOf({ dataDir }), masterOf({ dataDir })];
    const sealed = server.seal(secret, 'one');
    const [former] = server.ids();
    command.file?.addNext();
    command.file?.addNext();
    expect(server.ids()).toEqual([former, expect.any(String)]);
    expect(server.reseal(sealed, 'one')).toBe(sealed);
    command.file?.useNext();
    const sealedAfter = server.seal(secret, 'one');
    expect(server.ids()).toEqual(masterOf({ dataDir }).ids());
    expect(server.ids()[1]).toBe(former);
    expect(masterOf({ dataDir }).open(sealed, 'one')).toEqual(secret);
    command.file?.dropFormer();
    expect(masterOf({ dataDir }).open(sealed, 'one')).toBeUndefined();
    expect(masterOf({ dataDir }).open(sealedAfter, 'one')).toEqual(secret);
    expect([readdirSync(dataDir), statSync(file).mode & 0o777]).toEqual([['master.key'], 0o600]);
  });

  it('is read again by a process that does not know what another sealed with', () => {
    const server = makerOf({ dataDir });
    server.derive('one');
    const command = masterOf({ dataDir });
    command.file?.addNext();
    command.file?.useNext();
    const sealed = masterOf({ dataDir }).seal(secret, 'one');
    expect(server.open(sealed, 'one')).toEqual(secret);
    expect(server.derivations('one')).toEqual(masterOf({ dataDir }).derivations('one'));
  });

  it('stays as it was where the next key is given up', () => {
    const server = makerOf({ dataDir });
    const before = server.ids();
    server.file?.addNext();
    server.file?.dropNext();
    expect(server.ids()).toEqual(before);
  });

  it('stays in use in a process while its file cannot be read, or is gone', () => {
    const server = makerOf({ dataDir });
    const sealed = server.seal(secret, 'one');
    Object.assign(server.file ?? {}, { mayBeMade: false });
    for (const take of [() => writeFileSync(file, 'half a k'), () => rmSync(file)]) {
      take();
      expect(server.open(server.seal(secret, 'two'), 'two')).toEqual(secret);
      expect(server.open(sealed, 'one')).toEqual(secret);
    }
    expect(existsSync(file)).toBe(false);
  });

  it.each(['', 'no key', masterKey.slice(1), `${masterKey}\n${masterKey}`, `${masterKey}\nformer x`])(
    'is refused when it holds %j',
    (text) => {
      writeFileSync(file, text);
      expect(() => masterOf({ dataDir }).seal(secret, 'one')).toThrow(file);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('is named in the refusal when it cannot be reached', () => {
    writeFileSync(file, masterKey);
    const below = join(file, 'below');
    expect(() => masterOf({ dataDir: below }).seal(secret, 'one')).toThrow(join(below, 'master.key'));
  });
});
