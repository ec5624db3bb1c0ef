// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server. The calls are those of NetNewsWire, Reeder and FeedMe, in their order.
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { ReaderClient as Client, state } from '../../../test/support/reader-client.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { ReaderFollows } from './reader-follows.service.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let client: Client;
let host: string;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  ({ host } = team);
  // A busy machine may take longer than the client waits.
  app.api.app.get(ReaderFollows, { strict: false }).mostWaitMs = 600_000;
  reader = await signedIn(app.api, team.tenant, 'editor');
  client = await Client.of(app.api, reader);
});

describe('NetNewsWire', () => {
  it('signs in, reads offline and sends what was read', async () => {
    const weather = await team.folder('Weather & Co');
    team.put('a', 'a1', 'a2', 'a3');
    team.put('b', 'b1');
    const [a, b] = [await team.follow('a', { folderId: weather, title: 'A' }), await team.follow('b', { title: 'B' })];
    expect((await client.text('token')).length).toBe(57);
    expect(await client.json('tag/list', { output: 'json' })).toEqual({
      tags: [{ id: state('starred') }, { id: 'user/-/label/Weather & Co', label: 'Weather & Co', type: 'folder' }],
    });
    const { subscriptions } = await client.json('subscription/list', { output: 'json' });
    expect(subscriptions).toEqual([
      {
        id: `feed/${a}`,
        title: 'A',
        url: `http://${host}/a`,
        htmlUrl: expect.any(String),
        iconUrl: '',
        categories: [{ id: 'user/-/label/Weather & Co', label: 'Weather & Co', type: 'folder' }],
      },
      expect.objectContaining({ id: `feed/${b}`, title: 'B', categories: [] }),
    ]);
    const unread = await client.ids(state('reading-list'), { xt: state('read'), n: '1000' });
    expect(unread).toHaveLength(4);
    expect(await client.ids(state('starred'))).toEqual([]);
    const items = await client.contents(unread.map(Number).map(longId));
    expect(items.map(({ title }) => title).sort()).toEqual(['a1', 'a2', 'a3', 'b1']);
    const [a1] = items.filter(({ title }) => title === 'a1');
    expect(a1).toMatchObject({
      id: expect.stringMatching(/^tag:google\.com,2005:reader\/item\/[\da-f]{16}$/),
      categories: [state('reading-list'), 'user/-/label/Weather & Co'],
      origin: { streamId: `feed/${a}`, title: 'A' },
      summary: { content: expect.any(String) },
      crawlTimeMsec: expect.stringMatching(/^\d{13}$/),
      timestampUsec: expect.stringMatching(/^\d{16}$/),
      published: expect.any(Number),
    });
    await client.edit('edit-tag', { i: [idOf(items, 'a1'), idOf(items, 'a2')], a: state('read') });
    await client.edit('edit-tag', { i: idOf(items, 'a2'), a: state('starred') });
    expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['a3', 'b1']);
    expect(await client.titles(state('starred'))).toEqual(['a2']);
    const starred = (await client.contents(await client.ids(state('starred'))))[0];
    expect(starred?.categories).toEqual(expect.arrayContaining([state('read'), state('starred')]));
    await client.edit('edit-tag', { i: idOf(items, 'a1'), r: state('read') });
    await client.edit('edit-tag', { i: idOf(items, 'a2'), r: state('starred') });
    expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['a1', 'a3', 'b1']);
    expect(await client.ids(state('starred'))).toEqual([]);
    await client.edit('mark-all-as-read', { s: `feed/${a}`, ts: `${Date.now() * 1000}` });
    expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['b1']);
    // What the client did is what the user did, wherever they look.
    const { unread: left } = (await callAs(app.api, reader.token, 'GET', '/v1/feeds/unread')).json();
    expect(left).toBe(1);
    const other = await Client.of(app.api, await signedIn(app.api, team.tenant, 'editor'));
    expect(await other.ids(state('reading-list'), { xt: state('read') })).toHaveLength(4);
  });

  it('subscribes, moves, renames and unsubscribes', async () => {
    team.put('sun', 's1');
    const added = await client.post('subscription/quickadd', { quickadd: `http://${host}/sun` });
    expect(added.json()).toMatchObject({ numResults: 1, streamId: expect.stringMatching(/^feed\/[\da-f-]{36}$/) });
    const { streamId } = added.json();
    const listed = async () => (await client.json('subscription/list')).subscriptions;
    expect(await listed()).toEqual([expect.objectContaining({ id: streamId, title: 'Feed', categories: [] })]);
    await client.edit('subscription/edit', { ac: 'edit', s: streamId, t: 'The sun', a: 'user/-/label/Sky' });
    const [moved] = await listed();
    expect([moved.title, moved.categories[0].label]).toEqual(['The sun', 'Sky']);
    await client.edit('subscription/edit', { ac: 'edit', s: streamId, r: 'user/-/label/Elsewhere' });
    expect((await listed())[0].categories).toHaveLength(1);
    await client.edit('rename-tag', { s: 'user/-/label/Sky', dest: 'user/-/label/Heaven' });
    expect((await listed())[0].categories[0].label).toBe('Heaven');
    expect(await client.titles('user/-/label/heaven')).toEqual(['s1']);
    await client.edit('subscription/edit', { ac: 'edit', s: streamId, r: 'user/-/label/Heaven' });
    expect((await listed())[0].categories).toEqual([]);
    await client.edit('disable-tag', { s: 'user/-/label/Heaven' });
    expect((await client.json('tag/list')).tags).toHaveLength(1);
    await client.edit('subscription/edit', { ac: 'unsubscribe', s: streamId });
    expect(await listed()).toEqual([]);
    team.put('moon', 'm1');
    await client.edit('subscription/edit', {
      ...{ ac: 'subscribe', s: `feed/http://${host}/moon`, t: 'Moon', a: 'user/-/label/Sky' },
    });
    expect((await listed())[0]).toMatchObject({ title: 'Moon', categories: [{ label: 'Sky' }] });
    const again = await client.post('subscription/edit', { ac: 'subscribe', s: `feed/http://${host}/moon` });
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_subscribed']);
    const [{ id: moon }] = await listed();
    const page = (head: string) => ({
      headers: { 'content-type': 'text/html' },
      body: `<html><head>${head}</head></html>`,
    });
    // Of a site with several feeds it is the first.
    const links = ['moon', 'else'].map((page) => `<link rel="alternate" type="application/rss+xml" href="/${page}">`);
    app.web.put(`${host}/site`, page(links.join('')));
    app.web.put(`${host}/alone`, page(links[0] ?? ''));
    app.web.put(`${host}/old`, { status: 301, headers: { location: '/moon' } });
    for (const start of ['', 'feed/'])
      for (const path of ['moon', 'site', 'alone', 'old']) {
        const quickadd = `${start}http://${host}/${path}`;
        const { numResults, streamId } = (await client.post('subscription/quickadd', { quickadd })).json();
        expect([quickadd, numResults, streamId]).toEqual([quickadd, 1, moon]);
      }
    const none = await client.post('subscription/quickadd', { quickadd: `http://${host}/nothing` });
    expect(none.json()).toMatchObject({ numResults: 0, error: expect.any(String) });
    const pages = ['site', 'alone'].map((page) => `<link rel="alternate" type="application/rss+xml" href="/${page}">`);
    app.web.put(`${host}/sites`, page(pages.join('')));
    const quickadd = `http://${host}/sites`;
    expect((await client.post('subscription/quickadd', { quickadd })).json()).toEqual({
      ...{ query: quickadd, numResults: 0 },
      error: 'The site names pages that name feeds. Give the address of one feed.',
    });
    await client.edit('subscription/edit', { ac: 'subscribe', s: `feed/http://${host}/nothing` });
    expect(await listed()).toHaveLength(1);
  });
});

describe('Reeder and FeedMe', () => {
  it('page through contents, with counts, by feed, folder and time, both ways', async () => {
    const weather = await team.folder('Weather');
    team.put('a', 'a1', 'a2', 'a3', 'a4', 'a5');
    team.put('b', 'b1', 'b2');
    const [a, b] = [await team.follow('a', { folderId: weather }), await team.follow('b')];
    const info = await client.json('user-info', { output: 'json' });
    expect(info).toMatchObject({ userId: reader.id, userName: reader.person.user.name, userProfileId: reader.id });
    const counts = await client.json('unread-count', { output: 'json', all: '1', ck: '1', client: 'x' });
    expect(counts).toEqual({
      max: 7,
      unreadcounts: expect.arrayContaining([
        { id: `feed/${a}`, count: 5, newestItemTimestampUsec: expect.stringMatching(/^\d{16}$/) },
        expect.objectContaining({ id: `feed/${b}`, count: 2 }),
        expect.objectContaining({ id: 'user/-/label/Weather', count: 5 }),
        expect.objectContaining({ id: state('reading-list'), count: 7 }),
      ]),
    });
    const newest = await client.pages(state('reading-list'), { n: '3' });
    expect(newest.map((page) => page.length)).toEqual([3, 3, 1]);
    const all = newest.flat();
    const oldest = (await client.pages(state('reading-list'), { n: '2', r: 'o' })).flat();
    expect(oldest).toEqual(all.toReversed());
    expect(new Set(all).size).toBe(7);
    for (const stream of [`feed/${a}`, `feed/http://${host}/a`, 'user/-/label/Weather', 'user/1234/label/weather'])
      expect([stream, (await client.pages(stream, { n: '2' })).flat().sort()]).toEqual([
        stream,
        ['a1', 'a2', 'a3', 'a4', 'a5'],
      ]);
    const encoded = `stream/contents/${encodeURIComponent(state('reading-list'))}`;
    expect((await client.json(encoded, { n: '50' })).items).toHaveLength(7);
    expect((await client.json('stream/contents', { n: '50' })).items).toHaveLength(7);
    expect((await client.json('stream/contents', { n: '50', s: `feed/${b}` })).items).toHaveLength(2);
    const seconds = Math.floor(Date.now() / 1000);
    expect(await client.ids(state('reading-list'), { ot: `${seconds + 60}` })).toEqual([]);
    expect(await client.ids(state('reading-list'), { ot: `${seconds - 600}` })).toHaveLength(7);
    expect(await client.ids(state('reading-list'), { nt: `${seconds - 600}` })).toEqual([]);
    expect(await client.ids(state('reading-list'), { nt: `${seconds + 60}` })).toHaveLength(7);
  });

  it('get posts that are too long for one answer in several', async () => {
    team.put('long', '1', '2', '3', '4', '5', '6');
    await team.follow('long');
    // In bytes; there are two in each character.
    for (const [n, bytes] of [3_000_000, 3_000_000, 9_000_000, 10, 7_999_990, 2].entries())
      await app.sql(`update feeds.posts set title = '${n + 1}', content = repeat('é', ${bytes / 2})
        where tenant_id = '${team.tenant.id}' and number = ${n + 1}`);
    const groups = [['1', '2'], ['3'], ['4', '5'], ['6']];
    expect(await client.pages(state('reading-list'), { n: '50', r: 'o' })).toEqual(groups);
    expect(await client.pages(state('reading-list'), { n: '3', r: 'o' })).toEqual([
      ['1', '2'],
      ['3'],
      ['4', '5'],
      ['6'],
    ]);
    expect(await client.pages(state('reading-list'), { n: '50' })).toEqual([['6', '5'], ['4'], ['3'], ['2', '1']]);
    // Of ids as many as fit are given, in the order of the request; clients ask again for the others.
    const got: string[][] = [];
    for (let left = ['2', '1', '2', '3', '99', '4', '5', '6']; left.length > 0; ) {
      const titles = (await client.contents(left)).map(({ title }) => title);
      got.push(titles);
      left = titles.length > 0 ? left.filter((each) => !titles.includes(each)) : [];
    }
    expect(got).toEqual([['2', '1'], ['3'], ['5', '4'], ['6'], []]);
  });

  it('keep unread, star and mark all as read up to a time', async () => {
    team.put('feed', 'one', 'two');
    const id = await team.follow('feed');
    const items = await client.contents(await client.ids(state('reading-list')));
    await client.edit('mark-all-as-read', { s: state('reading-list'), ts: String(items[0]?.timestampUsec) });
    expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual([]);
    team.put('feed', 'one', 'two', 'three');
    await team.round();
    const [first, last] = [String(items[0]?.timestampUsec), { xt: state('read') }];
    expect(await client.titles(state('reading-list'), { nt: first })).toEqual(['one', 'two']);
    expect(await client.titles(state('reading-list'), { ot: first })).toEqual(['one', 'three', 'two']);
    const {
      items: [third],
    } = await client.json('stream/contents', last);
    const { unreadcounts } = await client.json('unread-count');
    expect(unreadcounts[0].newestItemTimestampUsec).toBe(third.timestampUsec);
    // A second time, as a client that was offline meanwhile.
    await client.edit('mark-all-as-read', { s: state('reading-list'), ts: String(items[0]?.timestampUsec) });
    expect(await client.titles(state('reading-list'), { xt: state('read') })).toEqual(['three']);
    expect(await client.titles(state('read'))).toEqual(['one', 'two']);
    await client.edit('edit-tag', { i: idOf(items, 'one'), a: [state('kept-unread'), state('starred')] });
    expect(await client.titles(state('reading-list'), { it: state('kept-unread') })).toEqual(['one', 'three']);
    expect(await client.titles(state('starred'), { xt: state('read') })).toEqual(['one']);
    expect(await client.titles(`feed/${id}`, { xt: [state('read'), state('starred')] })).toEqual(['three']);
    await client.edit('mark-all-as-read', { s: state('reading-list') });
    expect(await client.ids(state('reading-list'), { xt: state('read') })).toEqual([]);
  });

  it.each(['1500000000.25', '2017-07-14T02:40:00Z', '-5', '1.5e9', '1500000000 ', '', '9'.repeat(20)])(
    'are refused a time that cannot be read, and mark nothing by it: %j',
    async (ts) => {
      team.put('feed', 'one');
      const feed = `feed/${await team.follow('feed', { folderId: await team.folder('Weather') })}`;
      await client.edit('edit-tag', { i: await client.ids(feed), a: 'user/-/label/Mine' });
      for (const s of [state('reading-list'), feed, 'user/-/label/Weather', 'user/-/label/Mine']) {
        const answer = await client.post('mark-all-as-read', { s, ts });
        expect([answer.statusCode, answer.json().code]).toEqual([400, 'reader_request_invalid']);
      }
      const twice = await client.post('mark-all-as-read', { s: feed, ts: ['1500000000', String(Date.now())] });
      expect(twice.statusCode).toBe(400);
      await client.edit('mark-all-as-read', { s: feed, ts: '1500000000' });
      expect(await client.titles(feed, { xt: state('read') })).toEqual(['one']);
      await client.edit('mark-all-as-read', { s: feed, ts: '0' });
      expect(await client.titles(feed, { xt: state('read') })).toEqual([]);
    },
  );

  it('name items in decimal, in hexadecimal and by the long form', async () => {
    team.put('feed', 'one', 'two');
    await team.follow('feed');
    const [first = ''] = await client.ids(state('reading-list'));
    const long = longId(Number(first));
    for (const form of [first, long, long.slice(-16), `${long.slice(0, -16)}${Number(first).toString(16)}`])
      expect((await client.contents([form])).map(({ id }) => id)).toEqual([long]);
    const got = await client.json('stream/items/contents', { i: [first, long] });
    expect(got.items).toHaveLength(1);
    expect(await client.contents(['999999', 'nonsense', `${long}0`, '-1'])).toEqual([]);
  });
});

const longId = (number: number) => `tag:google.com,2005:reader/item/${number.toString(16).padStart(16, '0')}`;
const idOf = (items: readonly { title: string; id: string }[], title: string) =>
  items.find((item) => item.title === title)?.id ?? '';
