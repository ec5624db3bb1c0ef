// Real: the whole API and its worker, PostgreSQL, the storage in a directory, sharp, people who sign in. Faked: nothing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { AuditTrail } from '#platform/audit';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { runSql } from '../../../test/support/sql.js';
import { contentDigest, Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let maker: Maker;
let made = 0;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  maker = await Maker.in(api, 'admin');
});
afterAll(() => api?.close());

/** An image that no other is like. */
function picture(width = 400, height = 200): Promise<Buffer> {
  made += 1;
  const background = { r: (made * 97) % 256, g: (made * 57) % 256, b: (made * 29) % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}
async function app(by = maker): Promise<string> {
  made += 1;
  await by.app(`app-${made}`);
  return `app-${made}`;
}
const type = { 'content-type': 'image/png' };
const setIcon = (slug: string, content: Uint8Array, headers = {}, by = maker) =>
  by.send('PUT', `/${slug}/icon`, content, { ...type, ...headers });
const addScreenshot = (slug: string, content: Uint8Array, query = '', by = maker) =>
  by.send('POST', `/${slug}/screenshots${query}`, content, type);
const images = async (slug: string) => (await maker.call('GET', `/${slug}/images`)).json();
const ids = async (slug: string): Promise<string[]> =>
  (await images(slug)).screenshots.map(({ id }: { id: string }) => id);
const revision = async (slug: string) => (await maker.call('GET', `/${slug}`)).json().revision;
/** The folder is made by the first upload. */
function incoming(): string[] {
  const folder = join(api.dataDir, 'storage', 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** What the rows of a tenant say that its images take, and how many of its blobs may be unused. */
async function stored({ tenant }: Maker): Promise<{ bytes: number; digests: number; unused: number }> {
  const [row] = await runSql<{ bytes: number; digests: number; unused: number }>(
    api.database.adminUrl,
    `select (select coalesce(sum(small_bytes + medium_bytes + large_bytes), 0)::int from catalog.images where tenant_id = '${tenant.id}') as bytes,
       (select count(*)::int from platform.blobs where tenant_id = '${tenant.id}') as digests,
       (select count(*)::int from platform.blobs b where tenant_id = '${tenant.id}' and not exists (
          select from catalog.images where b.tenant_id = tenant_id and b.digest in (small, medium, large))) as unused`,
  );
  return row as { bytes: number; digests: number; unused: number };
}
/** What the audit says of the changes of an app, once it has so many. */
async function audited(slug: string, changes: number) {
  const { id: target } = (await maker.call('GET', `/${slug}`)).json();
  const query = { action: 'catalog.app.changed', target, limit: 50 };
  return until(async () => {
    const { data } = await api.app.get(AuditTrail).list(maker.tenant.id, query);
    return data.length >= changes && data.map(({ details }) => details);
  });
}

describe('an icon', () => {
  it('has three sizes, makes a revision, and is deleted', async () => {
    const slug = await app();
    expect(await images(slug)).toEqual({ icon: null, screenshots: [] });
    const answer = await setIcon(slug, await picture());
    const url = expect.stringMatching(
      new RegExp(`^http://.+/v1/stores/${maker.tenant.slug}/images/[\\w-]{70}\\.webp$`),
    );
    expect([answer.statusCode, answer.json()]).toEqual([200, { small: url, medium: url, large: url }]);
    expect(new Set(Object.values(answer.json())).size).toBe(3);
    expect([await images(slug), await revision(slug)]).toEqual([{ icon: answer.json(), screenshots: [] }, 2]);
    expect((await maker.call('DELETE', `/${slug}/icon`)).statusCode).toBe(204);
    expect([(await images(slug)).icon, await revision(slug)]).toEqual([null, 3]);
    expect((await maker.call('DELETE', `/${slug}/icon`)).json().code).toBe('image_not_found');
    expect(await revision(slug)).toBe(3);
  });

  it('takes its bytes from the quota, and gives those of the one before back', async () => {
    const own = await Maker.in(api, 'admin');
    const slug = await app(own);
    await setIcon(slug, await picture(), {}, own);
    const first = await stored(own);
    expect([first.bytes > 0, first.digests, first.unused]).toEqual([true, 3, 0]);
    expect(await own.used('storageBytes')).toBe(first.bytes);
    await setIcon(
      slug,
      await sharp(await picture(900, 900))
        .blur(3)
        .png()
        .toBuffer(),
      {},
      own,
    );
    const second = await stored(own);
    expect([second.digests, second.unused]).toEqual([6, 3]);
    expect(await own.used('storageBytes')).toBe(second.bytes);
    await own.call('DELETE', `/${slug}/icon`);
    expect([await own.used('storageBytes'), (await stored(own)).unused]).toEqual([0, 6]);
  });

  it('is one, however many are uploaded at once', async () => {
    const own = await Maker.in(api, 'admin');
    const slug = await app(own);
    const pictures = [await picture(), await picture()];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => setIcon(slug, pictures[i % 2] as Buffer, {}, own)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    const { bytes, unused } = await stored(own);
    expect([await own.used('storageBytes'), unused, incoming()]).toEqual([bytes, 3, []]);
  });

  it('that arrived otherwise than announced is refused', async () => {
    const slug = await app();
    const content = await picture();
    const answer = await setIcon(slug, content, { 'content-digest': contentDigest('other') });
    expect(answer.json().code).toBe('content_digest_mismatch');
    expect((await setIcon(slug, content, { 'content-digest': contentDigest(content) })).statusCode).toBe(200);
  });
});

describe('screenshots', () => {
  it('are shown in their order, each with its size and caption', async () => {
    const slug = await app();
    const first = (await addScreenshot(slug, await picture(2400, 1200), '?caption=The%20list')).json();
    expect(first).toMatchObject({ width: 1920, height: 960, caption: 'The list' });
    const second = (await addScreenshot(slug, await picture(300, 600))).json();
    expect(second).toMatchObject({ width: 300, height: 600, caption: null });
    expect((await images(slug)).screenshots).toEqual([first, second]);
    const order = (...asked: string[]) => maker.call('PUT', `/${slug}/screenshots/order`, { ids: asked });
    expect((await order(second.id, first.id)).statusCode).toBe(204);
    expect(await ids(slug)).toEqual([second.id, first.id]);
    const third = (await addScreenshot(slug, await picture())).json();
    expect(await ids(slug)).toEqual([second.id, first.id, third.id]);
    for (const wrong of [[], [first.id], [first.id, second.id], [first.id, second.id, third.id, newId()]]) {
      expect((await order(...wrong)).json().code).toBe('screenshots_differ');
    }
    expect((await order(first.id, second.id, newId())).json().code).toBe('screenshots_differ');
    expect(await ids(slug)).toEqual([second.id, first.id, third.id]);
    const at = `/${slug}/screenshots/${third.id}`;
    expect((await maker.call('PATCH', at, { caption: 'Offline' })).json()).toEqual({ ...third, caption: 'Offline' });
    expect((await maker.call('PATCH', at, { caption: null })).json()).toEqual(third);
    expect((await maker.call('PATCH', at, {})).json().code).toBe('validation_failed');
    expect((await maker.call('DELETE', at)).statusCode).toBe(204);
    expect((await maker.call('DELETE', at)).json().code).toBe('image_not_found');
    expect((await maker.call('PATCH', at, { caption: 'Gone' })).json().code).toBe('image_not_found');
    expect((await maker.call('DELETE', `/${slug}/screenshots/none`)).json().code).toBe('image_not_found');
    expect(await ids(slug)).toEqual([second.id, first.id]);
    expect(await revision(slug)).toBe(8);
    expect(await audited(slug, 7)).toEqual(Array(7).fill({ fields: 'screenshots' }));
  });

  it('are eight at most, also of those that are uploaded at once', async () => {
    const own = await Maker.in(api, 'admin');
    const slug = await app(own);
    const pictures = await Promise.all(Array.from({ length: 12 }, () => picture()));
    for (const content of pictures.slice(0, 4)) {
      expect((await addScreenshot(slug, content, '', own)).statusCode).toBe(201);
    }
    const answers = await Promise.all(pictures.slice(4).map((content) => addScreenshot(slug, content, '', own)));
    const codes = answers.map(({ statusCode, json }) => (statusCode === 201 ? 'added' : json().code)).sort();
    expect(codes).toEqual([...Array(4).fill('added'), ...Array(4).fill('too_many_screenshots')]);
    expect((await addScreenshot(slug, Buffer.from('no image'), '', own)).json().code).toBe('too_many_screenshots');
    expect([await own.used('storageBytes'), incoming()]).toEqual([(await stored(own)).bytes, []]);
  });

  it('of another app, or of another tenant, are not found', async () => {
    const [mine, other] = [await app(), await app()];
    const { id } = (await addScreenshot(other, await picture())).json();
    expect((await maker.call('DELETE', `/${mine}/screenshots/${id}`)).json().code).toBe('image_not_found');
    expect((await maker.call('PUT', `/${mine}/screenshots/order`, { ids: [id] })).json().code).toBe(
      'screenshots_differ',
    );
    const stranger = await Maker.in(api, 'admin');
    expect((await stranger.call('GET', `/${other}/images`)).json().code).toBe('app_not_found');
    expect((await stranger.call('DELETE', `/${other}/screenshots/${id}`)).json().code).toBe('app_not_found');
    expect(await ids(other)).toEqual([id]);
  });
});

describe('a refused image', () => {
  it.each<[string, string, number, string, () => Promise<Buffer> | Buffer]>([
    ['a text', 'image/png', 422, 'image_refused', () => Buffer.from('no image')],
    ['a PNG sent as JPEG', 'image/jpeg', 422, 'image_refused', () => picture()],
    ['half a PNG', 'image/png', 422, 'image_refused', async () => (await picture(900, 900)).subarray(0, 500)],
    ['an SVG', 'image/svg+xml', 415, 'unsupported_media_type', () => Buffer.from('<svg/>')],
    ['more bytes than an icon may have', 'image/png', 413, 'body_too_large', () => Buffer.alloc(5 * 1024 * 1024 + 1)],
    ['nothing', 'image/png', 400, 'empty_body', () => Buffer.alloc(0)],
  ])('leaves nothing: %s', async (_name, contentType, status, code, make) => {
    const own = await Maker.in(api, 'admin');
    const slug = await app(own);
    const answer = await setIcon(slug, await make(), { 'content-type': contentType }, own);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await own.used('storageBytes')).toBe(0);
    expect([await stored(own), incoming()]).toEqual([{ bytes: 0, digests: 0, unused: 0 }, []]);
    expect((await own.call('GET', `/${slug}`)).json().revision).toBe(1);
  });

  it('says why, in the language of the client', async () => {
    const slug = await app();
    const answer = await setIcon(slug, Buffer.from('no image'), { 'accept-language': 'fr' });
    expect(answer.json()).toMatchObject({
      reason: 'unknown_format',
      detail:
        'Rien de l’image n’a été conservé. Elle n’est ni PNG, ni JPEG, ni WebP. Enregistrez-la dans l’un de ces formats.',
    });
  });

  it('is also one that exceeds the quota, before its first byte', async () => {
    const own = await Maker.in(api, 'admin');
    const slug = await app(own);
    await own.limit('storageBytes', 100);
    const received = jest.spyOn(api.app.get(Storage), 'receive');
    const answer = await setIcon(slug, await picture(), {}, own);
    expect([answer.statusCode, answer.json().quota]).toEqual([402, 'storageBytes']);
    expect(received).not.toHaveBeenCalled();
    received.mockRestore();
    expect([await own.room('storageBytes'), (await stored(own)).bytes, incoming()]).toEqual([100, 0, []]);
  });
});

it('an app that is deleted gives the bytes of its images back, and takes no others meanwhile', async () => {
  const own = await Maker.in(api, 'admin');
  const [slug, other] = [await app(own), await app(own)];
  for (const each of [slug, other]) {
    await setIcon(each, await picture(), {}, own);
    await addScreenshot(each, await picture(), '', own);
  }
  const both = await own.used('storageBytes');
  const { id } = (await addScreenshot(slug, await picture(), '', own)).json();
  const deletion = own.call('DELETE', `/${slug}`);
  await deletion;
  for (const answer of [
    await setIcon(slug, await picture(), {}, own),
    await addScreenshot(slug, await picture(), '', own),
    await own.call('DELETE', `/${slug}/screenshots/${id}`),
    await own.call('PUT', `/${slug}/screenshots/order`, { ids: [id] }),
  ]) {
    expect(['app_deleting', 'app_not_found']).toContain(answer.json().code);
  }
  expect((await own.ended(deletion)).state).toBe('succeeded');
  const { bytes } = await stored(own);
  expect([await own.used('storageBytes'), bytes > 0, bytes < both]).toEqual([bytes, true, true]);
});

it('who may only read cannot change images', async () => {
  const slug = await app();
  const member = await Maker.in(api, 'member', maker.tenant);
  expect((await setIcon(slug, await picture(), {}, member)).statusCode).toBe(403);
  expect((await member.call('GET', `/${slug}/images`)).statusCode).toBe(200);
});
