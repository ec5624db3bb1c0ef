/**
 * Keys that act as their user, over the routes of feeds, which such keys may call.
 * Real: the whole API, PostgreSQL, the sign-in. Faked: nothing.
 */
import { newId } from '#platform/ids';
import { Tenants } from '#tenants';
import { ReaderClient } from '../support/reader-client.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let owner: SignedIn;
let editor: SignedIn;

beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  [owner, editor] = [await signedIn(api, tenant, 'owner'), await signedIn(api, tenant, 'editor')];
});
afterAll(() => api?.close());

const both = ['feeds.read', 'feeds.write'];
const make = (token: string, wish: object = {}) =>
  callAs(api, token, 'POST', '/v1/me/keys', { name: 'My phone', scopes: both, ...wish });
const made = async (by: SignedIn, wish: object = {}): Promise<{ id: string; key: string }> => {
  const answer = await make(by.token, wish);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json();
};
const reads = async (key: string) => (await callAs(api, key, 'GET', '/v1/feeds/unread')).statusCode;
const folder = async (key: string, name = 'Weather') => {
  const { statusCode } = await callAs(api, key, 'POST', '/v1/feeds/folders', { name });
  return statusCode;
};
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const refusal = (answer: { json(): { status: number; code: string } }) => {
  const { status, code } = answer.json();
  return [status, code];
};

describe('a personal key', () => {
  it('is shown once, and listed for its user and for admins, with its maker', async () => {
    const answer = await make(editor.token, { expiresAt: '2099-01-01T00:00:00Z' });
    const { key, ...shown } = answer.json();
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(key).toMatch(/^palier_uk_[a-z2-7]{34}_[\w-]{43}$/);
    expect(shown).toMatchObject({ kind: 'personal', name: 'My phone', scopes: both, madeBy: editor.id });
    for (const [token, url] of [
      [editor.token, '/v1/me/keys'],
      [owner.token, '/v1/keys'],
    ] as const) {
      expect((await callAs(api, token, 'GET', url)).json().data).toEqual([shown]);
    }
    expect((await callAs(api, owner.token, 'GET', '/v1/me/keys')).json().data).toEqual([]);
  });

  it('acts as its user: what it reads and marks is theirs, and nobody else’s', async () => {
    const other = await made(owner);
    const mine = await made(editor);
    const post = await receivedPost();
    const states = { posts: [post], read: true, starred: true };
    const answer = await callAs(api, mine.key, 'POST', '/v1/feeds/posts/states', states);
    expect(answer.json().data).toEqual([{ id: post, status: 200 }]);
    const seenBy = async (credential: string) => {
      const { read, starred } = (await callAs(api, credential, 'GET', `/v1/feeds/posts/${post}`)).json();
      const [listed] = (await callAs(api, credential, 'GET', '/v1/feeds/posts')).json().data;
      expect([listed.read, listed.starred]).toEqual([read, starred]);
      return [read, starred];
    };
    for (const theirs of [mine.key, editor.token]) expect(await seenBy(theirs)).toEqual([true, true]);
    for (const others of [other.key, owner.token]) expect(await seenBy(others)).toEqual([false, false]);
  });

  it.each(['members.read', 'me.read', 'me.write', 'keys.read', 'journal.read', 'catalog.read', 'nothing.at.all', '*'])(
    'never holds %s',
    async (scope) => {
      const refused = await make(owner.token, { scopes: ['feeds.read', scope] });
      expect(refusal(refused)).toEqual([400, 'key_scope_refused']);
      const { id, key } = await made(owner);
      if (scope !== '*') await sql(`UPDATE auth.api_keys SET scopes = '{${scope}}' WHERE id = '${id}'`);
      const urls = ['/v1/members', '/v1/me', '/v1/me/keys', '/v1/me/sessions', '/v1/keys', '/v1/journal/entries'];
      for (const url of urls) expect([url, (await callAs(api, key, 'GET', url)).statusCode]).toEqual([url, 403]);
    },
  );

  it('makes no key, of its user or of the tenant', async () => {
    const { key } = await made(owner);
    expect(refusal(await make(key))).toEqual([403, 'forbidden']);
    const wish = { name: 'x', kind: 'secret', scopes: ['feeds.read'] };
    expect(refusal(await callAs(api, key, 'POST', '/v1/keys', wish))).toEqual([403, 'forbidden']);
    const personal = { ...wish, kind: 'personal' };
    expect((await callAs(api, owner.token, 'POST', '/v1/keys', personal)).json().code).toBe('validation_failed');
  });

  it('is given no more than its user holds, and does no more than their role gives now', async () => {
    const member = await signedIn(api, tenant, 'member');
    expect(refusal(await make(member.token))).toEqual([400, 'key_scope_refused']);
    const { key } = await made(editor);
    expect(await folder(key)).toBe(201);
    const changed = await callAs(api, owner.token, 'PATCH', `/v1/members/${editor.id}`, { role: 'member' }, ifMatch);
    expect(changed.statusCode).toBe(200);
    expect([await folder(key, 'Sun'), await reads(key)]).toEqual([403, 200]);
    const { key: reading } = await made(owner, { scopes: ['feeds.read'] });
    expect([await folder(reading), await reads(reading)]).toEqual([403, 200]);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['deactivated', (id) => callAs(api, owner.token, 'POST', `/v1/members/${id}/deactivate`)],
    ['removed', (id) => callAs(api, owner.token, 'DELETE', `/v1/members/${id}`)],
    ['to be erased', (id) => callAs(api, owner.token, 'POST', `/v1/members/${id}/erasure`, { graceDays: 7 })],
    // Whoever changes the row, as an import does.
    ['deactivated elsewhere', (id) => sql(`UPDATE auth.users SET state = 'deactivated' WHERE id = '${id}'`)],
    ['deleted elsewhere', (id) => sql(`DELETE FROM auth.users WHERE id = '${id}'`)],
    ['unverified again', (id) => sql(`UPDATE auth.users SET state = 'unverified' WHERE id = '${id}'`)],
  ])('ends at once when its user is %s', async (_, end) => {
    const [{ key }, { key: others }] = [await made(editor), await made(owner)];
    expect(await reads(key)).toBe(200);
    await end(editor.id);
    expect([await reads(key), await reads(others)]).toEqual([401, 200]);
  });

  it('stays revoked when its user is reactivated', async () => {
    const { key } = await made(editor);
    await callAs(api, owner.token, 'POST', `/v1/members/${editor.id}/deactivate`);
    await callAs(api, owner.token, 'POST', `/v1/members/${editor.id}/reactivate`);
    expect(await reads(key)).toBe(401);
  });

  it('is refused while its tenant is suspended', async () => {
    const { key } = await made(editor);
    await api.app.get(Tenants).suspend(tenant.slug);
    await until(async () => (await reads(key)) === 403);
    expect((await ReaderClient.login(api, { Email: 'x', Passwd: key })).statusCode).toBe(401);
    await api.app.get(Tenants).resume(tenant.slug);
    await until(async () => (await reads(key)) === 200);
  });

  it('is revoked by its user or an admin, and by no other user', async () => {
    const [first, second] = [await made(editor), await made(editor)];
    const revoke = async (token: string, url: string) => (await callAs(api, token, 'DELETE', url)).statusCode;
    const member = await signedIn(api, tenant, 'member');
    expect(await revoke(member.token, `/v1/me/keys/${first.id}`)).toBe(404);
    expect(await revoke(owner.token, `/v1/me/keys/${first.id}`)).toBe(404);
    expect(await reads(first.key)).toBe(200);
    expect(await revoke(editor.token, `/v1/me/keys/${first.id}`)).toBe(204);
    expect(await revoke(owner.token, `/v1/keys/${second.id}`)).toBe(204);
    for (const { key } of [first, second]) expect(await reads(key)).toBe(401);
  });

  it('is not rotated, which would give an admin a key that acts as its user', async () => {
    const { id, key } = await made(editor);
    expect(refusal(await callAs(api, owner.token, 'POST', `/v1/keys/${id}/rotate`, {}))).toEqual([403, 'personal_key']);
    expect(await reads(key)).toBe(200);
  });

  it('is not valid as a key of another kind', async () => {
    const { key } = await made(editor);
    for (const sign of ['sk', 'pk', 'op']) expect(await reads(key.replace('_uk_', `_${sign}_`))).toBe(401);
    const wish = { name: 'x', kind: 'secret', scopes: ['feeds.read'] };
    const { key: ofTenant } = (await callAs(api, owner.token, 'POST', '/v1/keys', wish)).json();
    expect(refusal(await callAs(api, ofTenant, 'GET', '/v1/feeds/unread'))).toEqual([403, 'no_account']);
    expect(await reads(ofTenant.replace('_sk_', '_uk_'))).toBe(401);
  });

  it('is one of 20 in force at most, however many are made at once', async () => {
    await made(owner);
    const answers = await Promise.all(Array.from({ length: 23 }, () => make(editor.token)));
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([...Array(20).fill(201), ...Array(3).fill(409)]);
    const [{ id }] = (await callAs(api, editor.token, 'GET', '/v1/me/keys')).json().data;
    await sql(`UPDATE auth.api_keys SET expires_at = now() - interval '1 second' WHERE id = '${id}'`);
    expect([(await make(editor.token)).statusCode, refusal(await make(editor.token))]).toEqual([
      201,
      [409, 'too_many_personal_keys'],
    ]);
  });

  it('leaves audit lines that name the key, whose user is known while the key is', async () => {
    const { id } = await made(editor);
    await callAs(api, editor.token, 'DELETE', `/v1/me/keys/${id}`);
    const lines = await sql<{ action: string }>(
      `SELECT action FROM platform.audit_lines WHERE tenant_id = '${tenant.id}' AND target_id = '${id}' ORDER BY action`,
    );
    expect(lines.map(({ action }) => action)).toEqual(['auth.api-key.created', 'auth.api-key.revoked']);
  });
});

const ifMatch = { 'if-match': '"v1"' };

/** A post of a feed that the tenant follows. */
async function receivedPost(): Promise<string> {
  const [subscription, post] = [newId(), newId()];
  await sql(`
    INSERT INTO feeds.subscriptions (tenant_id, id, url, title)
      VALUES ('${tenant.id}', '${subscription}', 'https://${post}.example/', 'Sun');
    INSERT INTO feeds.post_counters VALUES ('${tenant.id}', 1);
    INSERT INTO feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
      VALUES ('${tenant.id}', '${post}', '${subscription}', 'Sun', '', '', '{}', '[]', now(), '', 1)`);
  return post;
}
