// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server.
import { opmlOf, rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { callAs } from '../../../test/support/signed-in.js';
import { until } from '../../../test/support/until.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

const lines = async (id: string, query = '') =>
  (await team.read<{ data: object[] }>(`imports/${id}/lines?limit=100${query}`)).data;

it('imports feeds with their folders and tags, one by one, and says what became of each', async () => {
  app.web.put('known.example/feed', rss('Known', 'one')).put('news.example/feed', rss('News', 'two'));
  await team.subscribe('http://known.example/feed');
  const answer = await team.sendOpml(`<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
    <outline text="Weather"><outline text="Inner">
      <outline type="rss" text="The news" xmlUrl="http://news.example/feed" category="World News,sun"/>
    </outline></outline>
    <outline type="rss" text="Known" xmlUrl="http://known.example/feed"/>
    <outline type="rss" text="Files" xmlUrl="ftp://anna:pear@files.example/feed"/>
    <outline type="rss" text="Inside" xmlUrl="http://anna:pear@inside.example/feed"/>
  </body></opml>`);
  expect(answer.statusCode).toBe(202);
  const { id } = answer.json();
  expect(await team.ended(id)).toMatchObject({ state: 'succeeded', result: { added: 2, known: 1, refused: 1 } });
  expect(await lines(id)).toEqual([
    expect.objectContaining({ line: 1, status: 'added', folder: 'Weather / Inner', error: null }),
    expect.objectContaining({ line: 2, status: 'known', url: 'http://known.example/feed' }),
    expect.objectContaining({
      line: 3,
      status: 'refused',
      error: 'invalid_feed_address',
      url: 'ftp://files.example/feed',
    }),
    expect.objectContaining({ line: 4, status: 'added', url: 'http://inside.example/feed' }),
  ]);
  expect(await lines(id, '&status=refused')).toHaveLength(1);
  expect(await lines(id, '&status=waiting')).toEqual([]);
  await until(async () => (await team.titles()).includes('two'));
  const { data } = await team.read<{ data: object[] }>('subscriptions?sort=title');
  expect(data).toEqual([
    expect.objectContaining({ title: 'Inside', private: true }),
    expect.objectContaining({ title: 'Known', private: false }),
    expect.objectContaining({ title: 'The news', tags: ['world-news', 'sun'] }),
  ]);
  const kept = await app.sql<{ row: string }>('select to_json(l)::text as row from feeds.import_lines l');
  expect(kept.filter(({ row }) => row.includes('pear'))).toEqual([]);
});

it.each([
  ['ftp://anna:pe/ar@files.example/', 'ftp://files.example/'],
  ['anna:pear@files.example/', 'files.example/'],
  ['ftp://anna@mail.example:pear@files.example/', 'ftp://files.example/'],
  [`ftp://files.example/${'a'.repeat(1979)}😀`, `ftp://files.example/${'a'.repeat(1979)}`],
])('shows the refused address %.50s without name and password', async (xmlUrl, url) => {
  const { id } = (await team.sendOpml(opmlOf(xmlUrl))).json();
  expect(await lines(id)).toEqual([expect.objectContaining({ status: 'refused', url })]);
});

it('cuts long names of folders and tags between characters', async () => {
  const outline = `<outline xmlUrl="http://long.example/" category="${'t'.repeat(49)}😀"/>`;
  const file = `<opml><body><outline text="${'f'.repeat(99)}😀">${outline}</outline></body></opml>`;
  expect(await team.importOpml(file)).toMatchObject({ state: 'succeeded', result: { added: 1 } });
  const { data } = await team.read<{ data: object[] }>('folders');
  expect(data).toEqual([expect.objectContaining({ name: 'f'.repeat(99) })]);
});

it('exports what it imported, so that another team can import it again', async () => {
  const feeds = Array.from({ length: 501 }, (_, i) => `<outline text="Feed" xmlUrl="http://many.example/${i}"/>`);
  const quoted =
    '<outline text="A &amp; B &lt;i&gt;" category="world-news,sun" xmlUrl="http://many.example/?a=1&amp;b=2"/>';
  await team.importOpml(
    `<opml version="2.0"><body><outline text="Élan">${quoted}${feeds.join('')}</outline></body></opml>`,
  );
  const answer = await team.call('GET', 'opml');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/x-opml')]);
  team = await app.team();
  expect(await team.importOpml(answer.body)).toMatchObject({ state: 'succeeded', result: { added: 502 } });
  const again = await team.call('GET', 'opml');
  const inOrder = (file: string) =>
    file
      .split('\n')
      .filter((line) => line.includes('xmlUrl'))
      .sort();
  expect(inOrder(again.body)).toEqual(inOrder(answer.body));
  expect(again.body).toContain('Élan');
  expect(again.body).toContain('category="world-news,sun"');
});

it('exports no control characters, which former releases kept', async () => {
  await team.importOpml(opmlOf('http://own.example/'));
  const folder = await team.folder('Sky');
  const kept = `chr(1) || 'A' || chr(11) || 'B'`;
  await app.sql(`update feeds.folders set name = ${kept} where id = '${folder}';
    update feeds.subscriptions set title = ${kept}, folder_id = '${folder}' where tenant_id = '${team.tenant.id}'`);
  const { body } = await team.call('GET', 'opml');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
  expect(body).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
  expect(body.match(/title="AB"/g)).toHaveLength(2);
});

it('exports an empty list, which can be imported', async () => {
  expect(await team.importOpml((await team.call('GET', 'opml')).body)).toMatchObject({
    state: 'succeeded',
    result: {},
  });
});

it.each([
  ['hello', 422, 'opml_malformed'],
  ['<rss version="2.0"><channel/></rss>', 422, 'opml_malformed'],
  [opmlOf(...Array(5001).fill('http://a.example/')), 422, 'opml_too_large'],
  ['', 400, 'empty_body'],
  ['x'.repeat(5 * 2 ** 20 + 1), 413, 'body_too_large'],
])('refuses %.40s with %s', async (file, status, code) => {
  const answer = await team.sendOpml(file);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

it('those who may not follow feeds cancel none that others import or subscribe to', async () => {
  const member = await team.withUser('member');
  const cancel = async ({ user }: Team, id: string) =>
    (await callAs(app.api, user.token, 'POST', `/v1/operations/${id}/cancel`)).statusCode;
  for (const started of [
    await team.sendOpml(opmlOf('http://own.example/')),
    await team.call('POST', 'subscriptions', { url: 'http://own.example/feed' }),
  ]) {
    const { id } = started.json();
    expect(await cancel(member, id)).toBe(404);
    expect([200, 202]).toContain(await cancel(team, id));
  }
});

it('a feed that a team follows takes no more of its quota where it is imported again', async () => {
  const small = await app.team({ product: 'veille', plan: 'free' });
  const feeds = Array.from({ length: 20 }, (_, i) => `http://again.example/${i}`);
  await small.importOpml(opmlOf(...feeds.slice(0, 19)));
  expect(await small.importOpml(opmlOf(...feeds))).toMatchObject({ result: { known: 19, added: 1 } });
  // One that is refused holds up no other.
  const { id } = (await small.sendOpml(opmlOf('http://again.example/more', ...feeds))).json();
  expect(await small.ended(id)).toMatchObject({ state: 'succeeded', result: { known: 20, refused: 1 } });
  const { data } = await small.read<{ data: object[] }>(`imports/${id}/lines?status=refused`);
  expect(data).toEqual([expect.objectContaining({ line: 1, error: 'quota_exceeded' })]);
});

it('shows the lines of an import to its team alone', async () => {
  const { id } = (await team.sendOpml(opmlOf('http://own.example/'))).json();
  const other = await app.team();
  expect((await other.call('GET', `imports/${id}/lines`)).json().code).toBe('import_not_found');
});
