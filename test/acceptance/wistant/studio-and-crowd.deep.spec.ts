// Real: the whole API and its worker over HTTP, PostgreSQL, the storage in a directory, packages that npm installed, people
// who sign in. Faked: nothing.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBufferPromise } from 'yauzl';
import { Catalog } from '#catalog';
import { freshTenant } from '../../support/signed-in.js';
import { contentDigest, Maker } from '../../support/studio.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';

const run = promisify(execFile);
const root = join(__dirname, '..', '..', '..');

let api: TestApp;
let url: string;
let folder: string;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  url = await api.listen();
  folder = mkdtempSync(join(tmpdir(), 'palier-acceptance-'));
});
afterAll(async () => {
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A link as the store answers it. */
interface Link {
  readonly url: string;
  readonly bytes: number;
  readonly digest: string;
  readonly manifestDigest: string;
  readonly signature: object;
  readonly fileName: string;
}

/** Asks for a download as a visitor does: again, as long as the ZIP is being made. */
async function linkTo(store: string, slug: string, version?: string): Promise<Link> {
  const ask = () =>
    fetch(`${url}/v1/stores/${store}/apps/${slug}/downloads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(version ? { version } : {}),
    });
  return until(async () => {
    const answer = await ask();
    if (answer.status === 202) return undefined;
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Link;
  });
}

/** The address of a link, on the port of this test. */
const here = (link: Link) => `${url}${new URL(link.url).pathname}`;
const download = async (link: Link) => Buffer.from(await (await fetch(here(link))).arrayBuffer());

/** The files in a ZIP, without Palier's own. */
async function unpacked(zip: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const archive = await fromBufferPromise(zip, { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    const content = await buffer(await archive.openReadStreamPromise(entry));
    if (!entry.fileName.startsWith('.palier/')) files[entry.fileName] = content.toString('latin1');
  }
  return files;
}

/** The files below a directory, without those of nested packages. */
function filesIn(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const own = entries.filter(
    (entry) => entry.isFile() && !relative(directory, entry.parentPath).includes('node_modules'),
  );
  return Object.fromEntries(
    own.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(directory, path), readFileSync(path, 'latin1')];
    }),
  );
}

/** `palier bundle verify`, offline, with the keys that the deployment publishes. */
async function verified(zip: Buffer, { fileName, signature }: Link): Promise<string> {
  const [file, signed, keys] = [fileName, `${fileName}.sig`, 'keys.json'].map((name) => join(folder, name));
  writeFileSync(file as string, zip);
  writeFileSync(signed as string, JSON.stringify(signature));
  writeFileSync(keys as string, await (await fetch(`${url}/.well-known/signature-keys.json`)).text());
  const palier = join(root, 'apps', 'cli', 'palier.mjs');
  const options = ['bundle', 'verify', file, '--signature', signed, '--keys', keys, '--json'] as string[];
  const { stdout } = await run(process.execPath, [palier, ...options], { env: { PATH: process.env.PATH ?? '' } });
  return stdout;
}

describe('Wistant Studio', () => {
  it('a maker publishes, the crowd finds it and downloads it, also where it was cut off', async () => {
    const maker = await Maker.in(api);
    const store = maker.tenant.slug;
    const files = {
      'index.js': 'export const pages = [];\n'.repeat(4000),
      'README.md': '# Carnet\n',
      'img/logo.bin': '\u00ff\u0000',
    };
    await maker.app('carnet', { name: 'Carnet', summary: 'Un carnet hors ligne', tags: ['notes'] });
    await maker.call('POST', '/carnet/versions', { version: '1.0.0', changelog: '- First' });
    for (const [path, content] of Object.entries(files)) {
      const bytes = Buffer.from(content, 'latin1');
      const digest = { 'content-digest': contentDigest(bytes) };
      const sent = await maker.send(
        'PUT',
        `/carnet/versions/1.0.0/files?path=${encodeURIComponent(path)}`,
        bytes,
        digest,
      );
      expect(sent.statusCode).toBe(200);
    }
    expect(await maker.publish('carnet', '1.0.0')).toMatchObject({ state: 'succeeded' });

    const browse = async (path: string) => (await fetch(`${url}/v1/stores/${store}/${path}`)).json();
    expect(await browse('apps?tag=notes')).toMatchObject({ data: [{ slug: 'carnet', version: '1.0.0' }] });
    expect(await browse('apps/carnet')).toMatchObject({ fileCount: 3, downloadable: true });
    for (const words of ['hors-ligne', 'CARNÊT', 'carnte', 'lig']) {
      expect(await browse(`apps?search=${words}&licence=MIT`)).toMatchObject({ data: [] });
      expect(await browse(`apps?search=${words}&tag=notes`)).toMatchObject({ data: [{ slug: 'carnet' }] });
    }
    expect(await browse('facets?search=ligne')).toMatchObject({ apps: 1, tags: [{ value: 'notes', apps: 1 }] });
    expect(await browse('suggestions?prefix=car')).toEqual({ data: [{ slug: 'carnet', name: 'Carnet' }] });

    const link = await linkTo(store, 'carnet');
    const whole = await fetch(here(link));
    const zip = Buffer.from(await whole.arrayBuffer());
    expect(createHash('sha256').update(zip).digest('hex')).toBe(link.digest);
    expect(whole.headers.get('content-disposition')).toContain('carnet-1.0.0.zip');
    expect(whole.headers.get('cache-control')).toContain('immutable');
    expect(await unpacked(zip)).toEqual(files);
    expect(JSON.parse(await verified(zip, link))).toMatchObject({});

    const half = Math.floor(link.bytes / 2);
    const rest = await fetch(here(link), {
      headers: { range: `bytes=${half}-`, 'if-range': whole.headers.get('etag') ?? '' },
    });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([zip.subarray(0, half), Buffer.from(await rest.arrayBuffer())]).equals(zip)).toBe(true);
  });

  it('the next version replaces the one that is shown, and a withdrawn one gives way to the one before', async () => {
    const maker = await Maker.in(api);
    const store = maker.tenant.slug;
    await maker.app('carnet');
    for (const version of ['1.0.0', '1.1.0']) {
      await maker.draft('carnet', version, { version });
      await maker.publish('carnet', version);
    }
    expect(await unpacked(await download(await linkTo(store, 'carnet')))).toEqual({ version: '1.1.0' });
    expect(await unpacked(await download(await linkTo(store, 'carnet', '1.0.0')))).toEqual({ version: '1.0.0' });
    const versions = async (): Promise<{ version: string }[]> => {
      const answer = await fetch(`${url}/v1/stores/${store}/apps/carnet/versions`);
      return ((await answer.json()) as { data: { version: string }[] }).data;
    };
    const shown = async () => (await versions()).map(({ version }) => version);
    expect(await shown()).toEqual(['1.1.0', '1.0.0']);
    const { etag } = (await maker.call('GET', '/carnet/versions/1.1.0')).headers;
    const changes = { changelog: '- Pages' };
    await maker.call('PATCH', '/carnet/versions/1.1.0', changes, { 'if-match': String(etag) });
    expect((await versions())[0]).toMatchObject({ changelog: '- Pages', fileCount: 1, downloadable: true });
    await maker.call('POST', '/carnet/versions/1.1.0/yank', { reason: 'It loses notes' });
    expect(await shown()).toEqual(['1.0.0']);
    expect(await unpacked(await download(await linkTo(store, 'carnet')))).toEqual({ version: '1.0.0' });
    const withdrawn = await fetch(`${url}/v1/stores/${store}/apps/carnet/downloads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"version":"1.1.0"}',
    });
    expect(withdrawn.status).toBeGreaterThanOrEqual(400);
  });

  it('installed packages are imported, and each is downloaded as it is installed, byte for byte', async () => {
    const { id, slug } = await freshTenant(api);
    const names = ['pg', 'yazl', 'yauzl', 'uuidv7', 'lru-cache', 'commander', 'cookie', '@keyv/redis'];
    const installed = join(folder, 'node_modules');
    mkdirSync(installed);
    for (const name of names) {
      const from = join(root, 'node_modules', name);
      const filter = (path: string) => !relative(from, path).split('/').includes('node_modules');
      cpSync(from, join(installed, name), { recursive: true, filter });
    }
    const catalog = api.app.get(Catalog);
    expect(await catalog.importPackages(id, installed)).toMatchObject({ created: names.length, skipped: [] });
    const { data } = (await (await fetch(`${url}/v1/stores/${slug}/apps?limit=100`)).json()) as {
      data: { slug: string; name: string }[];
    };
    const links: Record<string, Link> = {};
    for (const app of data) {
      const link = await linkTo(slug, app.slug);
      links[app.name] = link;
      const zip = await download(link);
      expect(await unpacked(zip)).toEqual(filesIn(join(installed, app.name)));
      await verified(zip, link);
    }
    expect(Object.keys(links).sort()).toEqual([...names].sort());
    // Another store with the same packages has the same files, signed in its own name.
    const other = await freshTenant(api);
    await catalog.importPackages(other.id, installed);
    expect(await catalog.importPackages(id, installed)).toMatchObject({ unchanged: names.length });
    const twin = await linkTo(other.slug, 'yazl');
    expect(twin.manifestDigest).not.toBe(links.yazl?.manifestDigest);
    expect(await unpacked(await download(twin))).toEqual(filesIn(join(installed, 'yazl')));
  });
});
