import { createHash } from 'node:crypto';
import { manifestDigest, manifestText, readManifestText } from './bundle-manifest.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const file = (path: string) => ({ path, bytes: path.length, sha256: sha256(path) });
const store = { slug: 'wistant', tenantId: '019a0000-0000-7000-8000-000000000001' };
const head = `{"format":2,"store":"wistant","tenantId":"${store.tenantId}",`;
const manifest = { store, app: 'carnet', version: '1.2.3', files: ['b', '\u{10000}', 'é/a', '\uff41', 'a'].map(file) };

describe('the manifest of a bundle', () => {
  it('is one text, whatever the order of files and keys', () => {
    const one = manifestText({
      version: '1.2.3',
      app: 'carnet',
      store: { tenantId: store.tenantId, slug: 'wistant' },
      files: [{ sha256: sha256('a'), path: 'a', bytes: 1 }],
    });
    const text = `${head}"app":"carnet","version":"1.2.3","files":[{"path":"a","bytes":1,"sha256":"${sha256('a')}"}]}\n`;
    expect(one.toString()).toBe(text);
    expect(manifestDigest(one)).toBe(sha256(text));
    const reversed = { ...manifest, files: manifest.files.toReversed() };
    expect(manifestText(reversed).equals(manifestText(manifest))).toBe(true);
  });

  it('is read back, sorted by the bytes of the paths', () => {
    const read = readManifestText(manifestText(manifest));
    expect(read).toMatchObject({ store, app: 'carnet', version: '1.2.3' });
    expect(read?.files.map(({ path }) => path)).toEqual(['a', 'b', 'é/a', '\uff41', '\u{10000}']);
  });

  const text = manifestText(manifest).toString();
  const former = text.replace(head, '{"format":1,');

  it('is read in format 1, which names no store', () => {
    const read = readManifestText(Buffer.from(former));
    expect(read).toEqual({ app: 'carnet', version: '1.2.3', files: expect.any(Array) });
    expect(read?.files).toHaveLength(manifest.files.length);
  });

  it.each([
    ['no JSON', text.slice(0, -3)],
    ['null', 'null\n'],
    ['without a line break', text.trimEnd()],
    ['spaced', text.replace(',', ', ')],
    ['of another format', text.replace('"format":2', '"format":3')],
    ['of format 1 with a store', text.replace('"format":2', '"format":1')],
    ['of format 2 without a store', former.replace('"format":1', '"format":2')],
    ['of format 2 without a tenant', text.replace(/"tenantId":"[^"]*",/, '')],
    ['with a store that is empty', text.replace('"wistant"', '""')],
    ['with a store that is a number', text.replace('"wistant"', '1')],
    ['with a key more', text.replace('"app"', '"more":1,"app"')],
    ['with a key twice', text.replace('"app":"carnet"', '"app":"carnet","app":"carnet"')],
    ['without an app', text.replace('carnet', '')],
    ['with a version that is a number', text.replace('"1.2.3"', '1.2')],
    ['without files', text.replace(/"files":.*\]/, '"files":{}')],
    ['with a file of null', text.replace(/"files":.*\]/, '"files":[null]')],
    ['with a wrong path', text.replace('"path":"a"', '"path":"../a"')],
    ['with a reserved path', text.replace('"path":"a"', '"path":".palier/a"')],
    ['with half a byte', text.replace('"bytes":1', '"bytes":1.5')],
    ['with less than no bytes', text.replace('"bytes":1', '"bytes":-1')],
    ['with a digest in upper case', text.replace(sha256('a'), sha256('a').toUpperCase())],
    ['with a path twice', manifestText({ ...manifest, files: [file('a'), file('a')] }).toString()],
    ['unsorted', text.replace('"path":"a"', '"path":"c"')],
  ])('is refused %s', (_, wrong) => {
    expect(wrong).not.toBe(text);
    expect(readManifestText(Buffer.from(wrong))).toBeUndefined();
  });

  it('is refused with bytes that are not UTF-8', () => {
    const wrong = manifestText(manifest);
    wrong[wrong.indexOf('carnet')] = 0xff;
    expect(readManifestText(wrong)).toBeUndefined();
  });
});
