import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { palier } from '../../test/support/command-line.js';
import { hostileZip } from '../../test/support/hostile-zip.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-bundle-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

const tenantId = '019a0000-0000-7000-8000-000000000001';
const listed = `"app":"notes","version":"1.2.3","files":[{"path":"a","bytes":1,"sha256":"${sha256('x')}"}]}\n`;
const manifest = `{"format":2,"store":"wistant","tenantId":"${tenantId}",${listed}`;
/** Of the bytes that the server writes, with the files as they are. */
function bundle(zip: string, files: Record<string, string>, text = manifest): string {
  const contents = Object.entries({ '.palier/manifest.json': text, ...files });
  const plain = { method: 0, attributes: 0o100644 * 65536 };
  return put(zip, hostileZip(contents.map(([name, content]) => ({ name, content, ...plain }))));
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keys = put('keys.json', JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1' }] }));
function signed(name: string, text = manifest, domain = 'palier bundle manifest v2'): string[] {
  const signature = sign(null, Buffer.from(`${domain}\n${text}`), privateKey).toString('base64url');
  const file = { algorithm: 'Ed25519', keyId: 'key-1', manifestSha256: sha256(text), signature };
  return ['--signature', put(name, JSON.stringify(file))];
}

/** Without any setting: no server, no database. */
const verify = (...args: string[]) => palier({}, 'bundle', 'verify', ...args);

describe('palier bundle verify', () => {
  const whole = bundle('whole.zip', { a: 'x' });
  const proofs = signed('whole.zip.sig');

  it('says that a bundle is whole, and what it is', async () => {
    const { code, stdout, stderr } = await verify(whole);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'notes 1.2.3, files: 1',
      `store: wistant, tenant ${tenantId}`,
      `manifest SHA-256: ${sha256(manifest)}`,
      'signature: none was given, so anyone may have made this bundle',
      'The bundle is whole.',
      '',
    ]);
  });

  it('has a line for each wrong entry, and the exit code 1', async () => {
    const { code, stdout } = await verify(bundle('wrong.zip', { b: 'y' }));
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'b: It is not in the manifest. Do not use the bundle.',
      'a: It is in the manifest, and the bundle lacks it. Download the bundle again.',
      '',
    ]);
    const hidden = await verify(bundle('hidden.zip', { 'b\u00ad': 'y' }));
    expect([hidden.code, hidden.stdout]).toEqual([1, expect.stringContaining('\nb\ufffd: Its path has an invisible')]);
    const json = await verify(put('text.zip', 'text'), '--json');
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { signature: { state: 'none' }, faults: [{ reason: 'not_zip' }] },
    ]);
  });

  it('checks the signature by the keys of the store, and says when it does not', async () => {
    const checked = await verify(whole, ...proofs, '--keys', keys);
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('\nsignature: valid, key key-1\n')]);
    const unchecked = await verify(whole, ...proofs);
    expect([unchecked.code, unchecked.stdout]).toEqual([0, expect.stringContaining('\nsignature: not checked; give')]);
  });

  it('refuses a bundle of another store, app or version than the one asked for', async () => {
    const asked = async (...names: string[]) => {
      const { code, stdout } = await verify(whole, ...proofs, '--keys', keys, ...names);
      return [code, stdout.split('\n').slice(3, -1)];
    };
    const valid = 'signature: valid, key key-1';
    const wrong = (what: string) => `It is of another ${what} than the one that you asked for. Do not use the bundle.`;
    expect(await asked('--store', 'wistant', '--app', 'notes', '--version', '1.2.3')).toEqual([
      0,
      [valid, 'The bundle is whole.'],
    ]);
    expect(await asked('--store', 'other')).toEqual([1, [valid, wrong('store')]]);
    expect(await asked('--store', 'wistant', '--app', 'note', '--version', '1.2.4')).toEqual([
      1,
      [valid, wrong('app'), wrong('version')],
    ]);
    const unsigned = await verify(whole, '--store', 'wistant');
    expect([unsigned.code, unsigned.stderr]).toEqual([1, expect.stringContaining('need --keys and --signature')]);
  });

  it('says that a bundle of format 1 names no store, and refuses it for one', async () => {
    const former = `{"format":1,${listed}`;
    const old = bundle('former.zip', { a: 'x' }, former);
    const by = [...signed('former.zip.sig', former, 'palier bundle manifest v1'), '--keys', keys];
    const { code, stdout } = await verify(old, ...by);
    expect([code, stdout]).toEqual([0, expect.stringContaining('\nsignature: valid, key key-1\nThe bundle is whole.')]);
    expect(stdout).toContain('\nstore: none is named; a bundle of format 1 does not show which store');
    const asked = await verify(old, ...by, '--store', 'wistant');
    expect([asked.code, asked.stdout]).toEqual([1, expect.stringContaining('\nIt is of format 1, whose signature')]);
  });

  it('says which file cannot be read, and refuses keys without a signature', async () => {
    const absent = join(directory, 'none.zip');
    const none = await verify(absent);
    const message = `The file ${absent} cannot be read (ENOENT). Check its path and permissions.\n`;
    expect(none).toEqual({ code: 1, stdout: '', stderr: message });
    const without = await verify(whole, '--keys', whole);
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('--keys needs --signature')]);
  });
});
