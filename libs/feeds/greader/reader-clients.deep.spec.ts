// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; posts beyond the first ones, which SQL wrote. The requests have the forms of the named clients.
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { ReaderClient as Client, state } from '../../../test/support/reader-client.js';
import { callAs, type SignedIn } from '../../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let client: Client;
let host: string;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  ({ user: reader, host } = team);
  client = await Client.of(app.api, reader);
});

const label = (name: string) => `user/-/label/${name}`;
const authorization = () => ({ authorization: `GoogleLogin auth=${client.auth}` });

/** Follows a feed of items, written as RSS. */
async function follow(...items: readonly string[]): Promise<void> {
  const body = `<rss version="2.0"><channel><title>Feed</title>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;
  app.web.put(`${host}/feed`, { headers: { 'content-type': 'application/rss+xml' }, body });
  await team.subscribe(`http://${host}/feed`);
}

/** Adds posts to the feed that the team follows. */
const addPosts = (count: number) =>
  app.sql(`insert into feeds.posts
      (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
    select s.tenant_id, uuidv7(), s.id, 'many', '', '', '{}', '[]', now(), '', c.last + i
      from feeds.subscriptions s join feeds.post_counters c using (tenant_id), generate_series(1, ${count}) i
      where s.tenant_id = '${team.tenant.id}';
    update feeds.post_counters set last = last + ${count} where tenant_id = '${team.tenant.id}'`);

/** A form as `multipart/form-data`, of which a part may be a file. */
async function multipart(...parts: readonly (readonly [string, string | Blob])[]) {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const request = new Request('http://x', { method: 'POST', body: form });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return { payload: Buffer.from(await request.arrayBuffer()), headers };
}

describe('Readrops', () => {
  const login = (form: object) =>
    app.api.inject({ method: 'POST', url: `${Client.base}/accounts/ClientLogin`, ...form });

  it('signs in by a multipart form', async () => {
    const { key } = await Client.keyOf(app.api, reader);
    const answer = await login(await multipart(['Email', 'x'], ['Passwd', key], ['file', new Blob(['x'])]));
    expect([answer.statusCode, answer.body]).toEqual([200, `SID=${key}\nLSID=${key}\nAuth=${key}\n`]);
    expect((await login(await multipart(['Email', 'x'], ['Passwd', 'wrong']))).statusCode).toBe(401);
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=other']) {
      const broken = await login({ ...(await multipart(['Passwd', key])), headers: { 'content-type': type } });
      expect([broken.statusCode, broken.json().code]).toEqual([400, 'reader_request_invalid']);
    }
  });

  it('gets titles as HTML, in which what looks like a tag is text', async () => {
    await follow('<guid isPermaLink="false">t</guid><title>R&amp;amp;D: List&amp;lt;img onerror=x&amp;gt;</title>');
    const [item] = (await client.json('stream/contents', {})).items;
    expect(item.title).toBe('R&#38;D: List&#60;img onerror=x&#62;');
    const [feed] = await team.subscriptions();
    const renamed = { title: 'A & <b>' };
    await callAs(app.api, reader.token, 'PATCH', `/v1/feeds/subscriptions/${feed?.id}`, renamed, { 'if-match': '*' });
    const [{ origin }] = (await client.json('stream/contents', {})).items;
    expect(origin.title).toBe('A &#38; &#60;b&#62;');
  });

  it('gets all posts at once, each with a title, an address and the type of what is attached', async () => {
    await follow(
      `<guid>a1</guid><description>What ${'x'.repeat(60)} happened</description><enclosure url="http://${host}/a" length="1"/>`,
      '<guid isPermaLink="false">a2</guid><title>Named</title><link>mailto:a@b.example</link>',
      `<guid isPermaLink="false">a3</guid><link>http://${host}/a3</link>`,
    );
    await addPosts(30);
    expect(await client.ids(state('reading-list'), { n: '2147483647' })).toHaveLength(33);
    const { items } = await client.json('stream/contents', { n: '2147483647', r: 'o' });
    const feed = `http://${host}/feed`;
    const [first, second, third] = items
      .slice(0, 3)
      .toSorted((a: { title: string }, b: { title: string }) => (a.title < b.title ? 1 : -1));
    expect(third).toMatchObject({ title: 'Named', canonical: [{ href: feed }], alternate: [{ href: feed }] });
    expect(second.title).toBe(`What ${'x'.repeat(60)} happened`.slice(0, 80));
    expect(second.enclosure).toEqual([{ href: `http://${host}/a`, type: 'application/octet-stream', length: 1 }]);
    expect(first).toMatchObject({ title: `http://${host}/a3`, canonical: [{ href: `http://${host}/a3` }] });
  });
});

describe('RSS Guard', () => {
  it('asks for many posts by their ids, and goes on with the continuation', async () => {
    await follow('<guid>a1</guid><title>one</title>');
    await addPosts(2600);
    const i = await client.ids(state('reading-list'), { n: '10000' });
    i.splice(10, 0, '999999', i[0] ?? '');
    const first = (await client.post('stream/items/contents', { i })).json();
    expect([first.items.length, first.continuation]).toEqual([2499, '2500']);
    const next = (await client.post('stream/items/contents', { i, c: first.continuation })).json();
    expect([next.items.length, next.continuation]).toEqual([102, undefined]);
    const titles = [...first.items, ...next.items].map(({ id }: { id: string }) => id);
    expect(new Set(titles).size).toBe(2601);
    // What is too long for an answer is left for the next one.
    await app.sql(`update feeds.posts set content = repeat('x', 5000000)
      where tenant_id = '${team.tenant.id}' and number in (${i.slice(0, 2)})`);
    const long = (await client.post('stream/items/contents', { i: ['999999', ...i.slice(0, 3)] })).json();
    expect([long.items.length, long.continuation]).toEqual([1, '2']);
    const rest = (await client.post('stream/items/contents', { i: ['999999', ...i.slice(0, 3)], c: '2' })).json();
    expect([rest.items.length, rest.continuation]).toEqual([2, undefined]);
  });

  it('exports and imports feeds, of the media types that libraries set', async () => {
    await follow('<guid>a1</guid><title>one</title>');
    const opml = await client.text('subscription/export');
    expect(opml).toContain(`xmlUrl="http://${host}/feed"`);
    const url = `${Client.base}/reader/api/0/subscription/import`;
    const imported = (type: string, payload: string) =>
      app.api.inject({ method: 'POST', url, payload, headers: { ...authorization(), 'content-type': type } });
    for (const type of ['application/x-www-form-urlencoded', 'application/octet-stream', 'text/plain', 'text/x-opml']) {
      const sent = await imported(type, opml.replaceAll('/feed"', '/other"'));
      expect([type, sent.statusCode, sent.body]).toEqual([type, 200, 'OK']);
    }
    const lines = await app.sql<{ url: string }>(
      `select url from feeds.import_lines where tenant_id = '${team.tenant.id}' and url like '%/other'`,
    );
    expect(lines).toHaveLength(4);
    expect((await imported('text/xml', 'nothing')).json().code).toBe('opml_malformed');
  });
});

it('FeedFlow and Fluent Reader mark thousands of posts at once', async () => {
  await follow('<guid>a1</guid><title>one</title>');
  await addPosts(2600);
  const i = await client.ids(state('reading-list'), { n: '10000' });
  const long = i.map((id) => `tag:google.com,2005:reader/item/${Number(id).toString(16).padStart(16, '0')}`);
  await client.edit('edit-tag', { i: long, a: state('read') });
  expect((await callAs(app.api, reader.token, 'GET', '/v1/feeds/unread')).json().unread).toBe(0);
});

it('NetNewsWire renames and deletes labels, which it takes for folders', async () => {
  await follow('<guid>a1</guid><title>one</title>');
  const [i = ''] = await client.ids(state('reading-list'));
  await client.edit('edit-tag', { i, a: [label('Later'), label('Work')] });
  const member = (await team.withUser('member')).user;
  const other = await Client.of(app.api, member, { scopes: ['feeds.read'] });
  await other.edit('edit-tag', { i, a: label('Own') });
  await other.edit('rename-tag', { s: label('Own'), dest: label('Mine') });
  await other.edit('disable-tag', { s: label('Mine') });
  const foreign = await other.post('rename-tag', { s: label('Later'), dest: label('Mine') });
  expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'folder_not_found']);
  expect((await other.post('disable-tag', { s: label('Later') })).statusCode).toBe(404);
  // All is refused where a part of it is.
  await other.edit('edit-tag', { i, a: label('Own') });
  await team.folder('Team');
  expect((await other.post('disable-tag', { s: [label('Own'), label('Team')] })).statusCode).toBe(403);
  expect((await other.contents([i]))[0]?.categories).toEqual([state('reading-list'), label('Own')]);
  await client.edit('rename-tag', { s: label('later'), dest: label('Soon') });
  const taken = await client.post('rename-tag', { s: label('Soon'), dest: label('Work') });
  expect([taken.statusCode, taken.json().code]).toEqual([409, 'label_name_taken']);
  await client.edit('disable-tag', { s: label('Work') });
  expect((await client.contents([i]))[0]?.categories).toEqual([state('reading-list'), label('Soon')]);
  // A folder goes before a label of its name.
  await team.call('POST', 'folders', { name: 'Soon' });
  await client.edit('disable-tag', { s: label('Soon') });
  expect((await client.contents([i]))[0]?.categories).toEqual([state('reading-list'), label('Soon')]);
});
