import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { hostileZip } from '../../../test/support/hostile-zip.js';
import { signatureText } from '../../../test/support/sign-bundle.js';
import { manifestMember, manifestText } from './bundle-manifest.js';
import { verifyBundle } from './verify-bundle.js';
import type { ZipMember } from './zip-plan.js';
import { writeBundle } from './zip-writer.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-bundles-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};

function member(path: string, content: string, level = 6): ZipMember {
  const stored = deflateRawSync(content, { level });
  const facts = { path, bytes: Buffer.byteLength(content), crc32: crc32(content), storedBytes: stored.length };
  return { ...facts, encoding: 'deflate', read: () => Readable.from([stored]) };
}

const contents: Record<string, string> = { 'app.js': 'run();'.repeat(100), 'data/été.json': '{"a":1}', empty: '' };
const listed = (path: string, content = contents[path] as string) => ({
  path,
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});
const files = Object.keys(contents).map((path) => listed(path));
const store = { slug: 'wistant', tenantId: '019a0000-0000-7000-8000-000000000001' };
const text = manifestText({ store, app: 'carnet', version: '1.2.3', files });
const members = Object.entries(contents).map(([path, content]) => member(path, content));

/** The faults of a bundle with these members, as `entry: reason`. */
async function faultsOf(list: readonly ZipMember[]): Promise<string[]> {
  const { faults } = await verifyBundle(put('changed.zip', await buffer(writeBundle(list))));
  return faults.map(({ entry = '', reason }) => `${entry}: ${reason}`);
}

const whole = [manifestMember(text), ...members];
const without = (path: string) => members.filter((one) => one.path !== path);

describe('a bundle', () => {
  it('is whole, and has one identity however it is compressed', async () => {
    const manifestSha256 = createHash('sha256').update(text).digest('hex');
    const report = {
      store: 'wistant',
      tenantId: store.tenantId,
      app: 'carnet',
      version: '1.2.3',
      files: 3,
      manifestSha256,
      signature: { state: 'none' },
      faults: [],
    };
    for (const level of [0, 9]) {
      const list = Object.entries(contents).map(([path, content]) => member(path, content, level));
      const file = put('whole.zip', await buffer(writeBundle([manifestMember(text), ...list])));
      expect(await verifyBundle(file)).toEqual(report);
    }
  });

  it('is found with a byte changed anywhere', async () => {
    const zip = await buffer(writeBundle(whole));
    const data = zip.indexOf(deflateRawSync(contents['app.js'] as string));
    for (const at of [data + 5, zip.indexOf('"bytes":') + 9, zip.length - 30, 3]) {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] as number) ^ 1;
      expect((await verifyBundle(put('changed.zip', changed))).faults).not.toEqual([]);
    }
  });

  it('is found with another file, one more, one less', async () => {
    const swapped = { ...member('empty', 'x'), path: 'empty' };
    expect(await faultsOf([manifestMember(text), ...without('empty'), swapped])).toEqual(['empty: other_size']);
    const altered = member('app.js', 'stop'.padEnd(600));
    expect(await faultsOf([manifestMember(text), ...without('app.js'), altered])).toEqual(['app.js: other_content']);
    expect(await faultsOf([...whole, member('more', '')])).toEqual(['more: not_in_manifest']);
    expect(await faultsOf([...whole, member('.palier/more', '')])).toEqual(['.palier/more: reserved_path']);
    expect(await faultsOf([manifestMember(text), ...without('empty')])).toEqual(['empty: missing']);
  });

  it('is found with a directory more', async () => {
    const none = manifestText({ store, app: 'carnet', version: '1.2.3', files: [] });
    const zip = hostileZip([{ name: '.palier/manifest.json', content: none }, { name: 'more/' }]);
    expect((await verifyBundle(put('changed.zip', zip))).faults).toMatchObject([
      { entry: 'more/', reason: 'not_in_manifest' },
      { reason: 'other_layout' },
    ]);
  });

  it('is found with entries that changed names', async () => {
    const [first, second] = ['one', 'two'];
    const both = [listed('a', first), listed('b', second)];
    const two = manifestText({ store, app: 'carnet', version: '1', files: both });
    const faults = await faultsOf([manifestMember(two), member('a', second), member('b', first)]);
    expect(faults).toEqual(['a: other_content', 'b: other_content']);
  });

  it('is found without a manifest, or with another one', async () => {
    expect(await faultsOf(members)).toEqual([': manifest_missing']);
    const spaced = manifestMember(Buffer.from(text.toString().replace(',', ', ')));
    expect(await faultsOf([spaced, ...members])).toEqual(['.palier/manifest.json: manifest_invalid']);
    const large = hostileZip([{ name: '.palier/manifest.json', content: text, bytes: 64 * 1024 * 1024 + 1 }]);
    expect((await verifyBundle(put('changed.zip', large))).faults).toMatchObject([{ reason: 'manifest_invalid' }]);
    const damaged = { ...manifestMember(text), crc32: 1 };
    expect(await faultsOf([damaged, ...members])).toEqual(['.palier/manifest.json: damaged']);
    const fewer = manifestText({ store, app: 'carnet', version: '1.2.3', files: files.slice(1) });
    expect(await faultsOf([manifestMember(fewer), ...members])).toEqual(['app.js: not_in_manifest']);
  });

  it('that is no ZIP, or not there, is told', async () => {
    expect((await verifyBundle(put('text.zip', 'hello'))).faults).toMatchObject([{ reason: 'not_zip' }]);
    await expect(verifyBundle(join(directory, 'none.zip'))).rejects.toMatchObject({ code: 'signed_file_unreadable' });
    await expect(verifyBundle(directory)).rejects.toMatchObject({ code: 'signed_file_unreadable' });
  });
});

describe('the signature of a bundle', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = (kid: string, key = publicKey) => ({ ...key.export({ format: 'jwk' }), kid });
  const keys = put(
    'keys.json',
    JSON.stringify({ keys: [jwk('key-1'), jwk('key-2', generateKeyPairSync('ed25519').publicKey)] }),
  );
  const signed = (name: string, keyId: string, manifest = text) =>
    put(name, signatureText(privateKey, keyId, manifest));
  const right = signed('right.sig', 'key-1');
  let file: string;
  beforeAll(async () => {
    file = put('signed.zip', await buffer(writeBundle(whole)));
  });

  it('is valid by its key, and not checked without keys', async () => {
    const valid = await verifyBundle(file, { signature: right, keys });
    expect([valid.signature, valid.faults]).toEqual([{ state: 'valid', keyId: 'key-1' }, []]);
    const unchecked = await verifyBundle(file, { signature: right });
    expect([unchecked.signature, unchecked.faults]).toEqual([{ state: 'not_checked', keyId: 'key-1' }, []]);
  });

  it.each([
    ['by another key', signed('other.sig', 'key-2'), 'signature_wrong'],
    ['by an unknown key', signed('unknown.sig', 'key-3'), 'key_unknown'],
    [
      'of another bundle',
      signed('elsewhere.sig', 'key-1', manifestText({ store, app: 'carnet', version: '1', files: [] })),
      'signature_of_other',
    ],
    ['of another form', put('form.sig', '{}'), 'signature_invalid'],
  ])('is wrong %s', async (_, signature, reason) => {
    const report = await verifyBundle(file, { signature, keys });
    expect([report.signature.state, report.faults.map((fault) => fault.reason)]).toEqual(['wrong', [reason]]);
  });

  it('is wrong for a manifest that was changed, with the digest in the file adapted', async () => {
    const other = manifestText({ store, app: 'carnet', version: '1.2.4', files });
    const changed = put('changed.zip', await buffer(writeBundle([manifestMember(other), ...members])));
    const digest = createHash('sha256').update(other).digest('hex');
    const content = { ...JSON.parse(signatureText(privateKey, 'key-1', text)), manifestSha256: digest };
    const { faults } = await verifyBundle(changed, { signature: put('adapted.sig', JSON.stringify(content)), keys });
    expect(faults).toMatchObject([{ reason: 'signature_wrong' }]);
  });

  it('is valid for its own store, app and version alone, though one key signs for every store', async () => {
    const outcome = async (names: object, of = file, by = right) => {
      const report = await verifyBundle(of, { signature: by, keys, ...names });
      return [report.signature.state, report.faults.map(({ reason }) => reason)];
    };
    expect(await outcome({ store: 'wistant', app: 'carnet', version: '1.2.3' })).toEqual(['valid', []]);
    expect(await outcome({ store: 'other' })).toEqual(['valid', ['other_store']]);
    expect(await outcome({ store: 'wistant', app: 'diary' })).toEqual(['valid', ['other_app']]);
    for (const version of ['1.2.2', '1.2.4']) expect(await outcome({ version })).toEqual(['valid', ['other_version']]);

    const namesake = manifestText({ store: { ...store, slug: 'other' }, app: 'carnet', version: '1.2.3', files });
    const foreign = put('foreign.zip', await buffer(writeBundle([manifestMember(namesake), ...members])));
    const asked = { store: 'wistant', app: 'carnet', version: '1.2.3' };
    const own = signed('foreign.sig', 'key-1', namesake);
    expect(await outcome(asked, foreign, own)).toEqual(['valid', ['other_store']]);
    expect(await outcome({ store: 'other' }, foreign, own)).toEqual(['valid', []]);
    expect(await outcome({ store: 'other' }, foreign, right)).toEqual(['wrong', ['signature_of_other']]);
  });

  it('of format 1 is valid as it was made, and passes for no store', async () => {
    const former = Buffer.from(text.toString().replace(/"format":2,.*?"app"/, '"format":1,"app"'));
    const old = put('former.zip', await buffer(writeBundle([manifestMember(former), ...members])));
    const domain = Buffer.from('palier bundle manifest v1\n');
    const signature = sign(null, Buffer.concat([domain, former]), privateKey).toString('base64url');
    const content = { ...JSON.parse(signatureText(privateKey, 'key-1', former)), signature };
    const proofs = { signature: put('former.sig', JSON.stringify(content)), keys };
    const plain = await verifyBundle(old, { ...proofs, app: 'carnet', version: '1.2.3' });
    expect([plain.store, plain.signature.state, plain.faults]).toEqual([undefined, 'valid', []]);
    const asked = await verifyBundle(old, { ...proofs, store: 'wistant' });
    expect([asked.signature.state, asked.faults]).toMatchObject(['valid', [{ reason: 'store_not_named' }]]);
    const renewed = { ...proofs, signature: signed('renewed.sig', 'key-1', former) };
    expect((await verifyBundle(old, renewed)).faults).toMatchObject([{ reason: 'signature_wrong' }]);
  });

  it('needs files that can be read', async () => {
    const none = join(directory, 'none');
    const unreadable = { code: 'signed_file_unreadable' };
    await expect(verifyBundle(file, { signature: none })).rejects.toMatchObject(unreadable);
    await expect(verifyBundle(file, { signature: right, keys: none })).rejects.toMatchObject(unreadable);
    const wrong = verifyBundle(file, { signature: right, keys: put('wrong.json', '{}') });
    await expect(wrong).rejects.toMatchObject({ code: 'signature_keys_invalid' });
  });

  it('is not checked when the manifest cannot be read', async () => {
    const report = await verifyBundle(put('text.zip', 'hello'), { signature: right, keys });
    expect([report.signature.state, report.faults]).toMatchObject(['not_checked', [{ reason: 'not_zip' }]]);
  });
});
