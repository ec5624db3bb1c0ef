import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { palier } from '../../test/support/command-line.js';
import { type HostileEntry, hostileZip } from '../../test/support/hostile-zip.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-bundle-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

const manifest = `{"format":1,"app":"notes","version":"1.2.3","files":[{"path":"a","bytes":1,"sha256":"${sha256('x')}"}]}\n`;
const bundle = (name: string, ...entries: HostileEntry[]) =>
  put(name, hostileZip([{ name: '.palier/manifest.json', content: manifest }, ...entries]));

/** Without any setting: no server, no database. */
const verify = (...args: string[]) => palier({}, 'bundle', 'verify', ...args);

describe('palier bundle verify', () => {
  const whole = bundle('whole.zip', { name: 'a', content: 'x' });

  it('says that a bundle is whole, and what it is', async () => {
    const { code, stdout, stderr } = await verify(whole);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'notes 1.2.3, files: 1',
      `manifest SHA-256: ${sha256(manifest)}`,
      'signature: none was given, so anyone may have made this bundle',
      'The bundle is whole.',
      '',
    ]);
  });

  it('has a line for each wrong entry, and the exit code 1', async () => {
    const { code, stdout } = await verify(bundle('wrong.zip', { name: 'b\u00ad', content: 'y' }));
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'b?: It is not in the manifest. Do not use the bundle.',
      'a: It is in the manifest, and the bundle lacks it. Download the bundle again.',
      '',
    ]);
    const json = await verify(put('text.zip', 'text'), '--json');
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { signature: { state: 'none' }, faults: [{ reason: 'not_zip' }] },
    ]);
  });

  it('checks the signature by the keys of the store, and says when it does not', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signature = sign(null, Buffer.from(`palier bundle manifest v1\n${manifest}`), privateKey).toString(
      'base64url',
    );
    const file = { algorithm: 'Ed25519', keyId: 'key-1', manifestSha256: sha256(manifest), signature };
    const proofs = ['--signature', put('whole.zip.sig', JSON.stringify(file))];
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1' };
    const signed = await verify(whole, ...proofs, '--keys', put('keys.json', JSON.stringify({ keys: [jwk] })));
    expect([signed.code, signed.stdout]).toEqual([0, expect.stringContaining('\nsignature: valid, key key-1\n')]);
    const unchecked = await verify(whole, ...proofs);
    expect([unchecked.code, unchecked.stdout]).toEqual([0, expect.stringContaining('\nsignature: not checked; give')]);
  });

  it('says which file cannot be read, and refuses keys without a signature', async () => {
    const absent = join(directory, 'none.zip');
    const none = await verify(absent);
    const message = `The file ${absent} cannot be read (ENOENT). Check its path and permissions.\n`;
    expect(none).toEqual({ code: 1, stdout: '', stderr: message });
    const keys = await verify(whole, '--keys', whole);
    expect([keys.code, keys.stderr]).toEqual([1, expect.stringContaining('--keys needs --signature')]);
  });
});
