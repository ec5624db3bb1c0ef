// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: nothing.
import { parseAtomFeed } from 'feedsmith';
import { Maker } from '../../../test/support/studio.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({ publicUrl: 'https://palier.example' }, undefined, workers);
});
afterAll(() => api?.close());

const feedOf = ({ tenant: { slug } }: Maker, headers: Record<string, string> = {}) =>
  api.inject({ url: `/v1/stores/${slug}/changes.atom`, headers });
const parsed = async (maker: Maker) => parseAtomFeed((await feedOf(maker)).body);

async function publish(maker: Maker, version: string): Promise<void> {
  await maker.draft('carnet', version, { a: version });
  expect(await maker.publish('carnet', version)).toMatchObject({ state: 'succeeded' });
}

async function rename({ tenant: { slug } }: Maker, name: string, locale: string): Promise<void> {
  const answer = await api.inject({
    method: 'PATCH',
    url: `/v1/platform/tenants/${slug}`,
    headers: { authorization: `Bearer ${api.operatorKey}`, 'if-match': '*' },
    payload: { name, locale },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
}

describe('the feed of a store', () => {
  it('has what its makers do, the last first, with links, moments and ids that stay', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await publish(maker, '1.0.0');
    await publish(maker, '2.0.0');
    await maker.call('POST', '/carnet/versions/2.0.0/yank', { reason: 'It is broken' });
    const { slug, id } = maker.tenant;
    const store = `https://palier.example/v1/stores/${slug}`;
    const answer = await feedOf(maker);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    const feed = parseAtomFeed(answer.body);
    expect(feed).toMatchObject({
      id: `urn:uuid:${id}`,
      links: [
        { rel: 'self', type: 'application/atom+xml', href: `${store}/changes.atom` },
        { rel: 'alternate', href: `${store}/apps` },
      ],
    });
    const entries = feed.entries ?? [];
    expect(entries.map(({ title }) => title)).toMatchObject(
      ['carnet 2.0.0 : retrait', 'carnet 2.0.0 : publication', 'carnet 1.0.0 : publication'].map((value) => ({
        value,
      })),
    );
    expect(entries.map(({ links }) => links?.[0]?.href)).toEqual(entries.map(() => `${store}/apps/carnet`));
    const { data } = (await api.inject(`/v1/stores/${slug}/changes`)).json();
    const moments = data.map(({ at }: { at: string }) => at).reverse();
    expect([feed.updated, ...entries.map(({ updated }) => updated)]).toEqual([moments[0], ...moments]);
    const ids = entries.map((entry) => entry.id);
    expect(new Set(ids).size).toBe(3);
    for (const each of ids) expect(each).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await publish(maker, '3.0.0');
    expect((await parsed(maker)).entries?.map((entry) => entry.id).slice(1)).toEqual(ids);
  });

  it('is in the language of the store, whatever its name', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await publish(maker, '1.0.0');
    const name = `Tom's & <b>"Jo"</b> {app}`;
    await rename(maker, name, 'en');
    const feed = await parsed(maker);
    expect(feed.title).toMatchObject({ value: `What changes in ${name}` });
    expect(feed.authors).toEqual([{ name }]);
    expect(feed.entries).toMatchObject([
      { title: { value: 'carnet 1.0.0 was published' }, summary: { value: `carnet 1.0.0 is published in ${name}.` } },
    ]);
  });

  it('of a store without apps is one without entries', async () => {
    const feed = await parsed(await Maker.in(api));
    expect([feed.entries ?? [], feed.updated]).toEqual([[], '1970-01-01T00:00:00.000Z']);
  });

  it('is kept until the next change, and not sent again to who has it', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await publish(maker, '1.0.0');
    const { headers } = await feedOf(maker);
    expect(headers['cache-control']).toBe('public, no-cache');
    const again = await feedOf(maker, { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body, again.headers['cache-status']]).toEqual([
      304,
      '',
      expect.stringMatching(/hit/),
    ]);
    await publish(maker, '2.0.0');
    const changed = await feedOf(maker, { 'if-none-match': String(headers.etag) });
    expect([changed.statusCode, changed.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    expect((await feedOf(maker)).headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  });

  it('ends after 50 entries', async () => {
    const maker = await Maker.in(api);
    await maker.app('carnet');
    await publish(maker, '1.0.0');
    for (let n = 0; n < 50; n += 1)
      await maker.call('PATCH', '/carnet', { summary: `Notes ${n}` }, { 'if-match': '*' });
    const { entries = [] } = await parsed(maker);
    expect([entries.length, entries.at(-1)?.title]).toMatchObject([50, { value: 'carnet : modification' }]);
  });

  it('is not there of a tenant that does not exist', async () => {
    const { statusCode, json } = await api.inject('/v1/stores/nowhere/changes.atom');
    expect([statusCode, json().code]).toEqual([404, 'tenant_not_found']);
  });
});
