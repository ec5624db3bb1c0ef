import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { needs } from '../../../test/stack/servers.js';
import { type HostileEntry, hostileZip, u16, u32 } from '../../../test/support/hostile-zip.js';
import { signatureText } from '../../../test/support/sign-bundle.js';
import { manifestText } from './bundle-manifest.js';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const contents = { 'index.js': 'run();', 'lib/a b.js': 'x', empty: '' };
const files = Object.entries(contents).map(([path, content]) => ({
  path,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
}));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').publicKey;

/** The commands of the README by which somebody without `palier` checks a bundle. */
const [, commands = ''] = /```sh\n(unzip -p[^`]*)```/.exec(readFileSync('libs/catalog/README.md', 'utf8')) ?? [];

/** What they print of a bundle, with `index.js` changed, of a store, by the keys of a deployment. */
function checked({ change = {} as Partial<HostileEntry>, slug = 'wistant', version = '1.2.0', key = publicKey } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'palier-unpacked-'));
  made.push(folder);
  const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  const store = { slug, tenantId: '019a0000-0000-7000-8000-000000000001' };
  const manifest = manifestText({ store, app: 'diary', version, files });
  const entries = Object.entries(contents).map(([name, content]) => ({ name, content, attributes: 0o100644 * 65536 }));
  const [index, ...rest] = entries as [HostileEntry, ...HostileEntry[]];
  put(
    'diary.zip',
    hostileZip([{ name: '.palier/manifest.json', content: manifest, method: 0 }, { ...index, ...change }, ...rest]),
  );
  put('diary.zip.sig', signatureText(privateKey, 'key-1', manifest));
  put('signature-keys.json', JSON.stringify({ keys: [{ ...key.export({ format: 'jwk' }), kid: 'key-1' }] }));
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
  const { status, stdout } = spawnSync('sh', ['-c', commands], { cwd: folder, env, encoding: 'utf8' });
  return [status === 0, stdout.includes('The files are those that were signed.')];
}

/** Another name for `index.js`, by which unzip unpacks it where names are not marked as UTF-8 (APPNOTE 4.6.9). */
const path = Buffer.concat([
  u16(0x7075),
  u16(19),
  Buffer.from([1]),
  u32(crc32('index.js')),
  Buffer.from('postinstall.js'),
]);

needs(
  'openssl',
  'unzip',
  'jq',
)('the commands of the README', () => {
  it('pass a bundle, and none of another store, version or key', () => {
    expect(checked()).toEqual([true, true]);
    expect(checked({ slug: 'other' })).toEqual([false, false]);
    expect(checked({ version: '1.1.0' })).toEqual([false, false]);
    expect(checked({ key: other })).toEqual([false, false]);
  });

  it('pass no ZIP from which unzip unpacks something else', () => {
    expect(checked({ change: { flags: 0, extra: path } })).toEqual([false, false]);
    expect(checked({ change: { content: 'stop()' } })).toEqual([false, false]);
    expect(checked({ change: { name: 'index.sh' } })).toEqual([false, false]);
    expect(checked({ change: { content: 'lib/a b.js', attributes: 0o120777 * 65536 } })).toEqual([false, false]);
  });
});
