// Real: the whole API, PostgreSQL, people who sign in, revocation. Faked: nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserImport } from '#auth';
import { Usage } from '#tenants';
import { logIn, makePerson } from '../support/people.js';
import { setBack } from '../support/set-back.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let shop: { id: string; slug: string };
let owner: SignedIn;
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
  [owner, admin] = await Promise.all([signedIn(api, shop, 'owner'), signedIn(api, shop, 'admin')]);
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const path = ({ id }: { id: string }, rest = '') => `/v1/members/${id}${rest}`;
const as = (who: SignedIn, ...request: [method: 'GET' | 'POST' | 'DELETE', url: string]) =>
  callAs(api, who.token, ...request);
const change = (who: SignedIn, whom: { id: string }, body: object, version = 1) =>
  callAs(api, who.token, 'PATCH', path(whom), body, { 'if-match': `"v${version}"` });
const me = async ({ token }: SignedIn) => (await callAs(api, token, 'GET', '/v1/me')).statusCode;
const told = async (answer: ReturnType<typeof as>) => {
  const { statusCode, body } = await answer;
  return [statusCode, body ? JSON.parse(body).code : undefined];
};
/** The events about a user since their creation. */
const eventsOf = async (id: string) => {
  const rows = await sql<{ type: string }>(
    `SELECT payload->>'type' AS type FROM platform.outbox WHERE kind = 'event' AND subject = '${id}'
      AND payload->>'type' <> 'auth.user.registered' ORDER BY seq`,
  );
  return rows.map(({ type }) => type);
};

describe('the list of members', () => {
  const list = async (query: string) => (await as(admin, 'GET', `/v1/members${query}`)).json();
  const names = async (query: string) => (await list(query)).data.map(({ name }: { name: string }) => name);

  beforeEach(async () => {
    await makePerson(api, shop, { name: 'Éloïse Ábel', email: `eloise@${shop.slug}.example` });
    await makePerson(api, shop, { name: 'elodie zola', email: `zola@${shop.slug}.example`, role: 'editor' });
    await makePerson(api, shop, { name: 'Œnone', email: `oenone@${shop.slug}.example`, state: 'unverified' });
  });

  it('finds by the beginning of a name, a family name or an address, regardless of case and accents', async () => {
    expect(await names('?search=ELO')).toEqual(['elodie zola', 'Éloïse Ábel']);
    expect(await names('?search=zola@')).toEqual(['elodie zola']);
    expect(await names('?search=ABE')).toEqual(['Éloïse Ábel']);
    expect(await names('?search=abel%20el')).toEqual(['Éloïse Ábel']);
    expect(await names('?search=oen')).toEqual(['Œnone']);
    expect(await names('?search=nobody')).toEqual([]);
    expect(await names('?search=%25')).toEqual([]);
  });

  it('filters by role and state, together with a search', async () => {
    expect(await names('?role=editor')).toEqual(['elodie zola']);
    expect(await names('?state=unverified')).toEqual(['Œnone']);
    expect(await names('?role=member&state=active&search=elo')).toEqual(['Éloïse Ábel']);
  });

  it.each(['createdAt', '-createdAt', 'name', 'email', '-lastSignInAt'])(
    'walks by %s in both ways to the same members, each once',
    async (sort) => {
      const paged = [
        ...(await names(`?sort=${sort}&page=1&pageSize=3`)),
        ...(await names(`?sort=${sort}&page=2&pageSize=3`)),
      ];
      const walked: string[] = [];
      for (let cursor = ''; ; ) {
        const { data, page } = await list(`?sort=${sort}&limit=2${cursor}`);
        walked.push(...data.map(({ name }: { name: string }) => name));
        if (!page.next) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(walked).toEqual(paged);
      expect(new Set(walked).size).toBe(5);
    },
  );

  it('lists users of one import in the order of their file', async () => {
    const people = Array.from({ length: 90 }, (_, i) => `${String(i * 17).padStart(4, '0')} of the file`).reverse();
    const file = join(api.dataDir, `${shop.slug}.jsonl`);
    writeFileSync(
      file,
      people.map((name, i) => JSON.stringify({ email: `${i}@file.example`, name, role: 'member' })).join('\n'),
    );
    expect(await api.app.get(UserImport).import(shop.id, file)).toMatchObject({ created: people.length });
    expect((await names('?sort=createdAt&limit=100')).slice(-people.length)).toEqual(people);
    expect(await names('?sort=-createdAt&limit=90')).toEqual(people.toReversed());
  });

  it('sorts those who never signed in last, and counts all', async () => {
    const { data, page } = await list('?sort=-lastSignInAt&page=1&pageSize=2');
    expect(data.map(({ id }: { id: string }) => id).sort()).toEqual([owner.id, admin.id].sort());
    expect(page).toMatchObject({ totalItems: 5, totalPages: 3, totalKind: 'exact' });
  });

  it('shows nothing of the password, and no user of another tenant', async () => {
    const stranger = await signedIn(api, await freshTenant(api), 'owner');
    const { data } = await list('?limit=100');
    expect(data).toHaveLength(5);
    expect(Object.keys(data[0]).sort()).toEqual(
      ['createdAt', 'email', 'id', 'lastSignInAt', 'locale', 'name', 'role', 'state', 'version'].sort(),
    );
    expect(await told(as(stranger, 'GET', path(admin)))).toEqual([404, 'member_not_found']);
    expect(await told(as(stranger, 'DELETE', path(admin)))).toEqual([404, 'member_not_found']);
  });

  it('is not for members and editors', async () => {
    const editor = await signedIn(api, shop, 'editor');
    expect(await told(as(editor, 'GET', '/v1/members'))).toEqual([403, 'forbidden']);
  });

  it.each(['?sort=role', '?role=king', '?state=gone', '?cursor=forged', '?limit=5&page=1'])(
    'refuses %s',
    async (query) => {
      expect((await as(admin, 'GET', `/v1/members${query}`)).statusCode).toBe(400);
    },
  );
});

it('describes what each role may do', async () => {
  const { data } = (await as(admin, 'GET', '/v1/members/roles')).json();
  expect(data.map(({ role }: { role: string }) => role)).toEqual(['member', 'editor', 'admin', 'owner']);
  const [member, , ofAdmin] = data.map(({ permissions }: { permissions: string[] }) => permissions);
  expect(member).toEqual(expect.arrayContaining(['me.read', 'me.write']));
  expect(member).not.toContain('members.read');
  expect(ofAdmin).toContain('members.write');
  expect(ofAdmin.filter((name: string) => name.startsWith('platform.'))).toEqual([]);
});

describe('a change of role', () => {
  it('needs the version that was read, voids the tokens, and is in the next ones', async () => {
    const member = await signedIn(api, shop, 'member');
    expect((await callAs(api, owner.token, 'PATCH', path(member), { role: 'editor' })).statusCode).toBe(428);
    expect((await change(owner, member, { role: 'editor' }, 9)).statusCode).toBe(412);
    const answer = await change(owner, member, { role: 'editor' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, expect.stringMatching(/^"v2-/)]);
    expect(answer.json()).toMatchObject({ id: member.id, role: 'editor', version: 2 });
    expect(await me(member)).toBe(401);
    const { accessToken } = (await logIn(api, member.person)).json();
    expect((await callAs(api, accessToken, 'GET', '/v1/me')).json()).toMatchObject({ role: 'editor' });
    expect(await eventsOf(member.id)).toEqual(['auth.user.role-changed']);
  });

  it('voids tokens that were issued after the clock was set back, whose ids hold its latest time', async () => {
    const clock = setBack(5000);
    const member = await signedIn(api, shop, 'member');
    expect(await me(member)).toBe(200);
    expect((await change(owner, member, { role: 'editor' })).statusCode).toBe(200);
    expect(await me(member)).toBe(401);
    clock.mockRestore();
    const { accessToken } = (await logIn(api, member.person)).json();
    expect((await callAs(api, accessToken, 'GET', '/v1/me')).json()).toMatchObject({ role: 'editor' });
  });

  it('is in the audit with ids and roles alone', async () => {
    const member = await signedIn(api, shop, 'member');
    await change(admin, member, { role: 'editor', name: 'Someone Else' });
    const lines = await sql(`SELECT actor_kind, actor_id, details FROM platform.audit_lines
      WHERE action = 'auth.user.changed' AND target_id = '${member.id}'`);
    expect(lines).toEqual([{ actor_kind: 'member', actor_id: admin.id, details: { role: 'editor', renamed: true } }]);
  });

  it('of owners is for owners', async () => {
    const second = await signedIn(api, shop, 'owner');
    const member = await signedIn(api, shop, 'member');
    expect(await told(change(admin, second, { role: 'member' }))).toEqual([403, 'role_too_high']);
    expect(await told(change(admin, second, { name: 'Renamed' }))).toEqual([403, 'role_too_high']);
    expect(await told(change(admin, member, { role: 'owner' }))).toEqual([403, 'role_too_high']);
    for (const rest of ['/deactivate', '/reactivate'])
      expect(await told(as(admin, 'POST', path(second, rest)))).toEqual([403, 'role_too_high']);
    expect(await told(as(admin, 'DELETE', path(second)))).toEqual([403, 'role_too_high']);
    expect((await change(owner, member, { role: 'owner' })).statusCode).toBe(200);
  });

  it('cannot be made by the user themselves', async () => {
    expect(await told(change(owner, owner, { role: 'admin' }))).toEqual([409, 'own_account']);
    expect(await told(as(owner, 'POST', path(owner, '/deactivate')))).toEqual([409, 'own_account']);
    expect(await told(as(owner, 'DELETE', path(owner)))).toEqual([409, 'own_account']);
    expect((await change(admin, admin, { name: 'Own Name' })).json()).toMatchObject({ name: 'Own Name' });
  });

  it('of a name alone leaves the tokens valid', async () => {
    const member = await signedIn(api, shop, 'member');
    expect((await change(admin, member, { name: '  Né le 1er  ' })).json()).toMatchObject({ name: 'Né le 1er' });
    expect(await me(member)).toBe(200);
    expect(await eventsOf(member.id)).toEqual([]);
  });

  it('that changes nothing writes nothing, at the current version alone', async () => {
    const member = await signedIn(api, shop, 'member');
    const { name } = member.person.user;
    for (const same of [{}, { role: 'member' }, { name: ` ${name} ` }, { role: 'member', name }]) {
      const answer = await change(owner, member, same);
      expect([same, answer.statusCode, answer.headers.etag]).toEqual([same, 200, expect.stringMatching(/^"v1-/)]);
      expect(answer.json()).toMatchObject({ id: member.id, role: 'member', name, version: 1 });
      expect((await change(owner, member, same, 2)).statusCode).toBe(412);
    }
    const lines = await sql(`SELECT FROM platform.audit_lines
      WHERE action = 'auth.user.changed' AND target_id = '${member.id}'`);
    expect([lines, await eventsOf(member.id), await me(member)]).toEqual([[], [], 200]);
  });

  it.each([
    { role: 'king' },
    { name: '' },
    { name: 'a\nb' },
    { name: 'a\u2028b' },
    { email: 'new@x.example' },
    { name: 'x'.repeat(101) },
  ])('refuses %j', async (body) => expect((await change(owner, admin, body)).statusCode).toBe(400));
});

describe('the last owner', () => {
  const actions: [string, (who: SignedIn, whom: SignedIn) => ReturnType<typeof change>][] = [
    ['demoted', (who, whom) => change(who, whom, { role: 'admin' })],
    ['deactivated', (who, whom) => as(who, 'POST', path(whom, '/deactivate'))],
    ['deleted', (who, whom) => as(who, 'DELETE', path(whom))],
  ];

  it.each(actions)('is not %s when two owners do it to each other at once', async (_, act) => {
    for (let round = 0; round < 5; round += 1) {
      const second = await signedIn(api, shop, 'owner');
      const answers = await Promise.all([act(owner, second), act(second, owner)]);
      const passed = answers.filter(({ statusCode }) => statusCode < 300);
      expect(passed).toHaveLength(1);
      const [left] = await sql<{ id: string }>(
        `SELECT id FROM auth.users WHERE tenant_id = '${shop.id}' AND role = 'owner' AND state = 'active'`,
      );
      if (left?.id === second.id) owner = second;
      expect(left?.id).toBe(owner.id);
    }
  });

  it('cannot be removed by an operator’s key either', async () => {
    // The operators' own tenant: an operator's key acts for it.
    const deployment = { id: '00000000-0000-7000-8000-000000000000', slug: 'platform' };
    const operator = await signedIn(api, deployment, 'owner');
    const answer = await callAs(api, api.operatorKey, 'DELETE', path(operator));
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'last_owner']);
  });
});

describe('a deactivated member', () => {
  it('is signed out at once, cannot sign in, and is unchanged after reactivation', async () => {
    const member = await signedIn(api, shop, 'member');
    const answer = await as(admin, 'POST', path(member, '/deactivate'));
    expect(answer.json()).toMatchObject({ state: 'deactivated', version: 2 });
    expect(await me(member)).toBe(401);
    expect((await logIn(api, member.person)).statusCode).toBe(401);
    expect((await as(admin, 'POST', path(member, '/deactivate'))).json()).toEqual(answer.json());
    expect((await as(admin, 'POST', path(member, '/reactivate'))).json()).toMatchObject({
      state: 'active',
      version: 3,
    });
    expect((await logIn(api, member.person)).statusCode).toBe(200);
    expect(await me(member)).toBe(401);
    expect(await eventsOf(member.id)).toEqual(['auth.user.deactivated', 'auth.user.reactivated']);
  });

  it('with an unverified address still has one after reactivation', async () => {
    const { user } = await makePerson(api, shop, { state: 'unverified' });
    await as(admin, 'POST', path(user, '/deactivate'));
    expect((await as(admin, 'POST', path(user, '/reactivate'))).json()).toMatchObject({ state: 'unverified' });
  });

  it.each([
    ['deactivated', ['/deactivate']],
    ['deactivated and taken back', ['/deactivate', '/reactivate']],
    ['as they were', []],
  ])('who had not proven their address holds no seat and gives none back, %s', async (_, steps) => {
    const { user } = await makePerson(api, shop, { state: 'unverified' });
    for (const step of steps) expect((await as(admin, 'POST', path(user, step))).statusCode).toBe(200);
    expect(await seats()).toBe(2);
    expect((await as(admin, 'DELETE', path(user))).statusCode).toBe(204);
    expect(await seats()).toBe(2);
  });

  it('still takes a seat', async () => {
    const member = await signedIn(api, shop, 'member');
    await as(admin, 'POST', path(member, '/deactivate'));
    expect(await seats()).toBe(3);
  });
});

describe('a deleted member', () => {
  it('is deleted with sessions and invitations, and frees address and seat', async () => {
    const second = await signedIn(api, shop, 'admin');
    const { email } = second.person.user;
    const invited = await callAs(api, second.token, 'POST', '/v1/invitations', {
      email: 'guest@guest.example',
      role: 'member',
    });
    expect(invited.statusCode).toBe(201);
    expect((await as(owner, 'DELETE', path(second))).statusCode).toBe(204);
    expect(await me(second)).toBe(401);
    expect((await logIn(api, second.person)).statusCode).toBe(401);
    expect(await told(as(owner, 'GET', path(second)))).toEqual([404, 'member_not_found']);
    expect((await as(owner, 'GET', '/v1/invitations')).json().data).toEqual([]);
    expect(await seats()).toBe(2);
    expect((await makePerson(api, shop, { email })).user.email).toBe(email);
    expect(await eventsOf(second.id)).toEqual(['auth.user.deleted']);
    const lines = await sql(`SELECT target_id, details FROM platform.audit_lines
      WHERE action = 'auth.user.deleted' AND tenant_id = '${shop.id}'`);
    expect(lines).toEqual([{ target_id: second.id, details: null }]);
  });

  it.each(['not-an-id', '00000000-0000-7000-8000-00000000000x'])('is not found under %s', async (id) => {
    expect((await as(owner, 'DELETE', `/v1/members/${id}`)).statusCode).toBe(404);
  });
});

/** The plan's counter of members, which must equal the rows. */
async function seats(): Promise<number | null | undefined> {
  expect(await api.app.get(Usage).check(shop.slug)).toEqual([]);
  const usage = await api.app.get(Usage).of(shop.slug);
  return usage.find(({ quota }) => quota === 'members')?.used;
}
