// Real: the whole API and its worker, PostgreSQL, the storage in a directory, sharp, people who sign in. Faked: the database,
// where it is away; the bucket and nginx, which are only named.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { Settings } from '#platform/config';
import { BlobStore } from '#platform/storage';
import { contentDigest, Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';
import type { ImageUrlsDto } from './images.dto.js';

let api: TestApp;
let maker: Maker;
let made = 0;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  maker = await Maker.in(api);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

/** An app that the store shows, with an icon. */
async function shown(by = maker): Promise<{ slug: string; icon: ImageUrlsDto }> {
  made += 1;
  const slug = `app-${made}`;
  await by.app(slug);
  await by.draft(slug, '1.0.0', { a: 'a' });
  expect(await by.publish(slug, '1.0.0')).toMatchObject({ state: 'succeeded' });
  return { slug, icon: (await upload('PUT', `/${slug}/icon`, by)).json() };
}
async function upload(method: 'PUT' | 'POST', path: string, by = maker) {
  made += 1;
  const background = { r: (made * 97) % 256, g: (made * 57) % 256, b: (made * 29) % 256 };
  const image = sharp({ create: { width: 1200, height: 600, channels: 3, background } });
  return by.send(method, path, await image.png().toBuffer(), { 'content-type': 'image/png' });
}
const pathOf = (url: string) => new URL(url).pathname;
const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  api.inject({ method, url: pathOf(url), headers });
const store = ({ tenant } = maker) => `/v1/stores/${tenant.slug}`;
const page = async (slug: string) => (await api.inject(`${store()}/apps/${slug}`)).json();
const listed = async (slug: string) =>
  (await api.inject(`${store()}/apps?limit=100`)).json().data.find((app: { slug: string }) => app.slug === slug);

describe('the store', () => {
  it('shows the icon of an app in its list, and its screenshots on its page, as soon as they change', async () => {
    const { slug, icon } = await shown();
    expect([(await listed(slug)).icon, (await page(slug)).icon, (await page(slug)).screenshots]).toEqual([
      icon,
      icon,
      [],
    ]);
    const first = (await upload('POST', `/${slug}/screenshots?caption=First`)).json();
    const second = (await upload('POST', `/${slug}/screenshots`)).json();
    expect((await page(slug)).screenshots).toEqual([first, second]);
    await maker.call('PUT', `/${slug}/screenshots/order`, { ids: [second.id, first.id] });
    expect((await page(slug)).screenshots).toEqual([second, first]);
    await maker.call('PATCH', `/${slug}/screenshots/${second.id}`, { caption: 'Second' });
    await maker.call('DELETE', `/${slug}/screenshots/${first.id}`);
    expect((await page(slug)).screenshots).toEqual([{ ...second, caption: 'Second' }]);
    await maker.call('DELETE', `/${slug}/icon`);
    expect([(await listed(slug)).icon, (await page(slug)).icon]).toEqual([null, null]);
    const replaced = (await upload('PUT', `/${slug}/icon`)).json();
    expect([(await listed(slug)).icon, (await page(slug)).icon]).toEqual([replaced, replaced]);
  });
});

describe('an image', () => {
  it('is sent to everyone, to be kept for good', async () => {
    const { icon } = await shown();
    for (const [size, side] of [
      ['small', 64],
      ['medium', 128],
      ['large', 512],
    ] as const) {
      const answer = await get(icon[size]);
      expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'webp', width: side, height: side });
      expect([answer.statusCode, answer.headers]).toEqual([
        200,
        expect.objectContaining({
          'content-type': 'image/webp',
          'content-length': String(answer.rawPayload.length),
          'content-digest': contentDigest(answer.rawPayload),
          'cache-control': 'public, max-age=31536000, immutable',
          'cross-origin-resource-policy': 'cross-origin',
          'x-content-type-options': 'nosniff',
          etag: `"${createHash('sha256').update(answer.rawPayload).digest('hex')}"`,
        }),
      ]);
      const again = await get(icon[size], { 'if-none-match': answer.headers.etag as string });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('is sent while the database is away', async () => {
    const { icon } = await shown();
    jest.spyOn(pg.Client.prototype, 'query').mockImplementation(() => {
      throw new Error('The database is away.');
    });
    expect((await get(icon.small)).statusCode).toBe(200);
  });

  it('is of its store alone, and of no other URL', async () => {
    const { icon } = await shown();
    const stranger = await Maker.in(api);
    const path = pathOf(icon.small);
    const elsewhere = await api.inject(path.replace(store(), store(stranger)));
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([404, 'image_not_found']);
    const token = /([\w-]+)\.webp$/.exec(path)?.[1] ?? '';
    const bytes = Buffer.from(token, 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const answer = await api.inject(path.replace(token, changed.toString('base64url')));
      expect([at, answer.statusCode, answer.json().code]).toEqual([at, 404, 'image_not_found']);
      expect(answer.headers['cache-control']).not.toContain('public');
    }
    for (const other of [`${token}%20`, `${token}=`, token.slice(1), `.${token}`, '']) {
      expect((await api.inject(path.replace(token, other))).statusCode).toBe(404);
    }
  });

  it('of one store gives nobody the same bytes in another, where they may be private', async () => {
    const { icon } = await shown();
    const stranger = await Maker.in(api);
    await stranger.app('private');
    await stranger.draft('private', '1.0.0', {});
    const { rawPayload } = await get(icon.small);
    expect((await stranger.upload('private', '1.0.0', 'a.webp', rawPayload)).statusCode).toBe(200);
    const elsewhere = await api.inject(pathOf(icon.small).replace(store(), store(stranger)));
    expect(elsewhere.json().code).toBe('image_not_found');
  });

  it('has a URL of its own: a file of a version has none', async () => {
    const { slug, icon } = await shown();
    const { data } = (await maker.call('GET', `/${slug}/versions/1.0.0/files`)).json();
    const path = pathOf(icon.small);
    const bytes = Buffer.from(/([\w-]+)\.webp$/.exec(path)?.[1] ?? '', 'base64url');
    bytes.write(data[0].digest, 'hex');
    bytes.writeUInt32BE(data[0].bytes, 32);
    const answer = await api.inject(path.replace(/[\w-]+\.webp$/, `${bytes.toString('base64url')}.webp`));
    expect(answer.json().code).toBe('image_not_found');
  });

  it('that is kept no more is not found', async () => {
    const { icon } = await shown();
    const digest = Buffer.from(/([\w-]+)\.webp$/.exec(icon.small)?.[1] ?? '', 'base64url').toString('hex', 0, 32);
    rmSync(join(api.dataDir, 'storage', maker.tenant.id, digest.slice(0, 2), digest));
    expect((await get(icon.small)).json().code).toBe('image_not_found');
  });

  it('is left to nginx or to a bucket where there is one', async () => {
    const { icon } = await shown();
    const etag = (await get(icon.small, {}, 'HEAD')).headers.etag;
    const digest = String(etag).slice(1, -1);
    jest.replaceProperty(api.app.get(Settings), 'storageAccelPath', '/_palier_storage');
    const accel = await get(icon.small);
    expect([accel.statusCode, accel.body, accel.headers]).toEqual([
      200,
      '',
      expect.objectContaining({
        'x-accel-redirect': `/_palier_storage/${maker.tenant.id}/${digest.slice(0, 2)}/${digest}`,
        'content-type': 'image/webp',
        'cross-origin-resource-policy': 'cross-origin',
        etag,
      }),
    ]);
    jest.spyOn(api.app.get(BlobStore), 'link').mockResolvedValue('https://bucket.example/a');
    const redirect = await get(icon.small);
    expect([redirect.statusCode, redirect.headers]).toEqual([
      302,
      expect.objectContaining({ location: 'https://bucket.example/a', 'cache-control': 'private, no-store' }),
    ]);
  });
});
