// Real: the whole API, PostgreSQL. Faked: time, by ageing a session's row; a feed that is unreachable; the worker.

import { Audit } from '#platform/audit';
import { Jobs } from '#platform/jobs';
import { logIn, makePerson, makeTenant, type Person, present } from '../../../test/support/people.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import { SessionStore } from '../session-store/session-store.js';
import { EndSession } from '../sessions/end-session.job.js';
import { Sessions } from '../sessions/sessions.js';

let api: TestApp;
let shop: { id: string; slug: string };
let person: Person;
let first: string;
beforeAll(async () => {
  api = await startTestApp();
  shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
});
beforeEach(async () => {
  person = await makePerson(api, shop);
  first = (await logIn(api, person)).json().refreshToken;
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const refresh = (token: string) => present(api, 'shop', 'refresh', token);
const open = () => api.app.get(SessionStore).ofUser(shop.id, person.user.id);
const sql = (text: string) => runSql<object>(api.database.adminUrl, text);
const detected = () =>
  sql(`SELECT 1 FROM platform.audit_lines WHERE action = 'auth.session.reuse-detected'
    AND target_id = '${person.user.id}'`);
/** Exchanges the first token, and ages the session so that the first token no longer counts as a retry. */
async function rotated() {
  const next = (await refresh(first)).json();
  await sql(`UPDATE auth.sessions SET last_seen_at = last_seen_at - interval '11 seconds'
    WHERE user_id = '${person.user.id}'`);
  return next;
}

describe('a token that was used before', () => {
  it('ends the session though the revocation cannot be published at once, and is audited', async () => {
    const { accessToken, refreshToken } = await rotated();
    jest.spyOn(api.app.get(RevocationFeed), 'publish').mockRejectedValueOnce(new Error('The feed is unreachable.'));
    const add = jest.spyOn(api.app.get(Jobs), 'add');
    const replayed = await refresh(first);
    expect([replayed.statusCode, replayed.json().code]).toEqual([401, 'refresh_refused']);
    expect(await detected()).toHaveLength(1);
    const [[, , job] = []] = add.mock.calls;
    await new EndSession(api.app.get(Sessions)).run(job as Parameters<EndSession['run']>[0]);
    expect(await open()).toEqual([]);
    expect((await refresh(refreshToken)).statusCode).toBe(401);
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await api.inject({ method: 'GET', url: '/v1/me/sessions', headers })).statusCode).toBe(401);
  });

  it('ends the session though its audit line cannot be written', async () => {
    await rotated();
    jest.spyOn(api.app.get(Audit), 'record').mockRejectedValueOnce(new Error('broken'));
    await refresh(first);
    expect(await open()).toEqual([]);
  });
});

it('an access token is refused when its role was taken away while it was made', async () => {
  const store = api.app.get(SessionStore);
  const exchange = store.refresh.bind(store);
  jest.spyOn(store, 'refresh').mockImplementationOnce(async (...asked) => {
    const read = await exchange(...asked);
    await api.app.get(Sessions).describe(shop.id, person.user.id, { role: 'member' });
    return read;
  });
  const headers = { authorization: `Bearer ${(await refresh(first)).json().accessToken}` };
  expect((await api.inject({ method: 'GET', url: '/v1/me/sessions', headers })).statusCode).toBe(401);
});
