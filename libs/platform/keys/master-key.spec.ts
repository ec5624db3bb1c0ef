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
    const shown = [JSON.stringify(masterOf({ masterKey })), inspect(masterOf({ masterKey }))];
    for (const text of shown) expect(text).not.toContain(masterKey.slice(0, 8));
  });
});

describe('the master key in its file', () => {
  it('is made when something is sealed, and not before', () => {
    const master = masterOf({ dataDir });
    expect(existsSync(file)).toBe(false);
    const sealed = master.seal(secret, 'one');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
    expect(masterOf({ dataDir }).open(sealed, 'one')).toEqual(secret);
  });

  it('is the same for processes that make it at once', async () => {
    const module = join(__dirname, '../../../dist/libs/platform/keys/master-key-file.js');
    const program = `import { keyInFile } from '${module}'; console.log(keyInFile(process.argv[1]).toString('hex'))`;
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
    expect(masterOf({ dataDir: deep }).seal(secret, 'one')).toBeInstanceOf(Buffer);
    expect(existsSync(join(deep, 'master.key'))).toBe(true);
  });

  it('is neither used nor made when the environment has a key', () => {
    masterOf({ dataDir, masterKey }).seal(secret, 'one');
    expect(existsSync(file)).toBe(false);
  });

  it.each(['', 'no key', masterKey.slice(1)])('is refused when it holds %j', (text) => {
    writeFileSync(file, text);
    expect(() => masterOf({ dataDir }).seal(secret, 'one')).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is named in the refusal when it cannot be reached', () => {
    writeFileSync(file, masterKey);
    const below = join(file, 'below');
    expect(() => masterOf({ dataDir: below }).seal(secret, 'one')).toThrow(join(below, 'master.key'));
  });
});
