// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server.
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { ReaderClient as Client, state } from '../../../test/support/reader-client.js';
import { callAs, type SignedIn, signedIn } from '../../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
let reader: SignedIn;
let client: Client;
let host: string;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  ({ host } = team);
  reader = await signedIn(app.api, team.tenant, 'editor');
  client = await Client.of(app.api, reader);
});

const keyOf = (user: SignedIn, wish: object = {}) => Client.keyOf(app.api, user, wish);

describe('a feed reader', () => {
  it.each<[string, () => Promise<string>]>([
    ['a wrong key', async () => 'palier_uk_wrong'],
    ['no key', async () => ''],
    ['the password of the account', async () => 'a long password of somebody'],
    ['an access token', async () => reader.token],
    ['a revoked key', async () => revoked()],
    ['a key that may not read feeds', async () => (await keyOf(reader, { scopes: ['feeds.write'] })).key],
    [
      'a key of the tenant',
      async () => {
        const owner = await signedIn(app.api, team.tenant, 'owner');
        const wish = { name: 'x', kind: 'secret', scopes: ['feeds.read'] };
        return (await callAs(app.api, owner.token, 'POST', '/v1/keys', wish)).json().key;
      },
    ],
  ])('is not signed in with %s', async (_, keyed) => {
    const answer = await Client.login(app.api, { Email: 'x', Passwd: await keyed() });
    expect([answer.statusCode, answer.body]).toEqual([401, 'Error=BadAuthentication\n']);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('is not signed in while its tenant is suspended, nor by a form that is too large', async () => {
    const { key } = await keyOf(reader);
    expect((await Client.login(app.api, { Passwd: key, Email: 'x'.repeat(17_000) })).statusCode).toBe(413);
    for (const [act, status] of [
      ['suspend', 401],
      ['resume', 200],
    ] as const) {
      const url = `/v1/platform/tenants/${team.tenant.slug}/${act}`;
      expect((await callAs(app.api, app.api.operatorKey, 'POST', url, {})).statusCode).toBe(200);
      expect((await Client.login(app.api, { Passwd: key, Email: 'x' })).statusCode).toBe(status);
    }
  });

  it('is signed in with its parameters in the query, too', async () => {
    const { key } = await keyOf(reader);
    const answer = await Client.login(app.api, {}, `?Email=x&Passwd=${key}&accountType=HOSTED`);
    expect([answer.statusCode, answer.body]).toEqual([200, `SID=${key}\nLSID=${key}\nAuth=${key}\n`]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  async function revoked(): Promise<string> {
    const { id, key } = await keyOf(reader);
    await callAs(app.api, reader.token, 'DELETE', `/v1/me/keys/${id}`);
    return key;
  }

  it('is refused as soon as its key is revoked, and without one', async () => {
    const { id, key } = await keyOf(reader);
    const phone = await Client.signIn(app.api, 'x', key);
    expect((await phone.get('subscription/list')).statusCode).toBe(200);
    await callAs(app.api, reader.token, 'DELETE', `/v1/me/keys/${id}`);
    for (const path of ['subscription/list', 'token', 'user-info', 'stream/items/ids?s=x'])
      expect([path, (await phone.get(path)).statusCode]).toEqual([path, 401]);
    expect((await phone.post('edit-tag', { i: '1', a: state('read') })).statusCode).toBe(401);
    expect((await new Client(app.api, '').get('user-info')).statusCode).toBe(401);
  });

  it('does what the role of its user gives', async () => {
    const member = await signedIn(app.api, team.tenant, 'member');
    const { key } = await keyOf(member, { scopes: ['feeds.read'] });
    const reading = await Client.signIn(app.api, 'x', key);
    await team.folder('Sky');
    const sky = { s: 'user/-/label/Sky', dest: 'user/-/label/Air' };
    const forbidden = [
      'subscription/edit',
      'subscription/quickadd',
      'subscription/import',
      'rename-tag',
      'disable-tag',
    ];
    for (const path of forbidden) expect([path, (await reading.post(path, sky)).statusCode]).toEqual([path, 403]);
    expect((await client.json('tag/list')).tags).toHaveLength(2);
    expect(await reading.ids(state('reading-list'))).toEqual([]);
  });

  it('reaches nothing of another tenant', async () => {
    await team.folder('Ours');
    team.put('feed', 'one', 'two');
    const ours = await team.follow('feed', { folderId: await team.folder('Secret') });
    const others = await app.team();
    const stranger = await Client.of(app.api, others.user);
    const numbers = await client.ids(state('reading-list'));
    expect(numbers).toHaveLength(2);
    for (const stream of [state('reading-list'), `feed/${ours}`, `feed/http://${host}/feed`, 'user/-/label/Secret']) {
      expect(await stranger.ids(stream)).toEqual([]);
      expect(await stranger.titles(stream)).toEqual([]);
      await stranger.edit('mark-all-as-read', { s: stream });
    }
    expect(await stranger.contents(numbers)).toEqual([]);
    await stranger.edit('edit-tag', { i: numbers, a: [state('read'), state('starred')] });
    const edits: Record<string, string>[] = [
      { ac: 'unsubscribe', s: `feed/${ours}` },
      { ac: 'edit', s: `feed/${ours}`, t: 'Theirs' },
      { ac: 'unsubscribe', s: `feed/http://${host}/feed` },
    ];
    for (const edit of edits)
      expect((await stranger.post('subscription/edit', edit)).json().code).toBe('subscription_not_found');
    const renamed = await stranger.post('rename-tag', { s: 'user/-/label/Secret', dest: 'user/-/label/Theirs' });
    expect(renamed.json().code).toBe('folder_not_found');
    for (const table of ['post_states', 'read_marks'])
      expect(await app.sql(`select * from feeds.${table} where user_id = '${others.user.id}'`)).toEqual([]);
    expect((await client.json('subscription/list')).subscriptions).toHaveLength(1);
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['stream/items/ids', {}],
    ['subscription/edit', { ac: 'edit' }],
    ['subscription/edit', { ac: 'nothing', s: 'feed/x' }],
    ['subscription/edit', { ac: 'edit', s: 'user/-/label/x' }],
    ['rename-tag', { s: 'user/-/label/x', dest: state('starred') }],
    ['disable-tag', { s: Array(21).fill('user/-/label/x') }],
    ['subscription/edit', { ac: 'subscribe', s: Array(21).fill('feed/x') }],
    ['subscription/edit', { ac: 'edit', s: 'feed/x', t: Array(21).fill('x') }],
    ['subscription/edit', { ac: 'edit', s: 'feed/x', a: Array(21).fill('user/-/label/x') }],
    ['subscription/edit', { ac: 'edit', s: 'feed/x', r: Array(21).fill('user/-/label/x') }],
    ['edit-tag', { i: Array(20_001).fill('1'), a: state('read') }],
    ['edit-tag', { i: '1', a: state('read'), unknown: Array(40_000).fill('') }],
    ['mark-all-as-read', { s: 'user/-/label/a\u0000b' }],
  ])('is told what is wrong with %s %j', async (path, parameters) => {
    const answer = path.startsWith('stream') ? await client.get(path) : await client.post(path, parameters);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'reader_request_invalid']);
  });

  it('may send odd values, which change nothing', async () => {
    team.put('feed', 'one');
    await team.follow('feed');
    for (const n of ['0', '-1', 'x', '9'.repeat(400)])
      expect(await client.ids(state('reading-list'), { n })).toHaveLength(1);
    const odds: Record<string, string>[] = [
      { c: 'x' },
      { ot: 'x' },
      { nt: '0' },
      { xt: 'feed/x' },
      { it: 'x' },
      { r: 'd' },
      { unknown: '1' },
    ];
    for (const odd of odds) expect(await client.ids(state('reading-list'), odd)).toHaveLength(1);
    for (const stream of ['nonsense', state('broadcast'), 'feed/', 'user/-/label/none', state('__proto__')]) {
      expect(await client.ids(stream)).toEqual([]);
      await client.edit('mark-all-as-read', { s: stream });
    }
    for (const name of ['starred', 'read', 'unread', 'kept-unread'])
      await client.edit('mark-all-as-read', { s: state(name) });
    expect(await client.ids(state('reading-list'), { xt: state('read') })).toHaveLength(1);
    const large = await client.post('edit-tag', { a: 'x'.repeat(2_100_000) });
    expect(large.statusCode).toBe(413);
    const json = await app.api.inject({
      ...{ method: 'POST', url: `${Client.base}/reader/api/0/edit-tag`, payload: { i: 1 } },
      headers: { authorization: `GoogleLogin auth=${client.auth}` },
    });
    expect(json.statusCode).toBe(415);
  });
});
