// Real: the whole API, PostgreSQL, people who sign in. Faked: the mail; its secret is requested as by the job
// that sends it; and time, by ageing rows.
import { createHash } from 'node:crypto';
import { Invitations } from '#auth';
import { permissionsOf } from '#platform/access';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { enforceRetention } from '../support/enforce-retention.js';
import { databaseText, secretsIn } from '../support/kept-secrets.js';
import { logIn, makePerson } from '../support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const password = 'quatre mots pris au hasard';

let api: TestApp;
let shop: { id: string; slug: string };
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  shop = await freshTenant(api);
  admin = await signedIn(api, shop, 'admin');
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

interface Made {
  id: string;
  email: string;
}

const invite = (who: SignedIn, email: string, role = 'editor') =>
  callAs(api, who.token, 'POST', '/v1/invitations', { email, role });
const invited = async (email: string, role = 'editor'): Promise<Made> => (await invite(admin, email, role)).json();
const open = async () => (await callAs(api, admin.token, 'GET', '/v1/invitations')).json().data;

/** The secret in the mail of an invitation. */
async function secretOf({ id }: Made, tenantId = shop.id): Promise<string> {
  const found = await api.app
    .get(Database)
    .transaction({ tenantId }, (tx) => api.app.get(Invitations).secretFor(tx, id));
  return found?.secret ?? '';
}

function accept(token: string, differing: object = {}, slug = shop.slug) {
  const payload = { token, name: 'Jeanne Martin', password, ...differing };
  return api.inject({ method: 'POST', url: `/v1/auth/${slug}/invitations/accept`, payload });
}

const told = async (answer: ReturnType<typeof accept>) => {
  const { statusCode, body } = await answer;
  return [statusCode, JSON.parse(body).code];
};

describe('an invitation', () => {
  it('creates a user with its role, a verified address and a password, once', async () => {
    const made = await invited(' Jeanne@Atelier.Example ');
    expect(made).toMatchObject({ email: 'jeanne@atelier.example', role: 'editor', invitedBy: admin.id });
    const token = await secretOf(made);
    const answer = await accept(token);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ email: 'jeanne@atelier.example', name: 'Jeanne Martin', role: 'editor' });
    const person = { user: { email: made.email }, slug: shop.slug, password } as Parameters<typeof logIn>[1];
    expect((await logIn(api, person)).statusCode).toBe(200);
    expect(await told(accept(token))).toEqual([400, 'invitation_void']);
    expect(await open()).toEqual([]);
    const events = await sql(`SELECT payload->>'type' AS type FROM platform.outbox
      WHERE kind = 'event' AND subject = '${answer.json().id}'`);
    expect(events).toEqual([{ type: 'auth.user.registered' }]);
  });

  it('queues a mail, and stores its secret only as a hash', async () => {
    const made = await invited('hashed@x.example');
    const secret = await secretOf(made);
    const mails = await sql(`SELECT FROM platform.outbox WHERE kind = 'job' AND payload::text LIKE '%${made.id}%'`);
    expect(mails).toHaveLength(1);
    const random = Buffer.from(secret, 'base64url').subarray(16);
    const kept = await databaseText(api.database.adminUrl);
    expect(kept).toContain(createHash('sha256').update(random).digest('hex'));
    expect(secretsIn(kept, { secret, random })).toEqual([]);
  });

  it('goes to one address three times an hour from a tenant, and ten times from all, which no tenant notices', async () => {
    const statuses: number[] = [];
    const made: string[] = [];
    for (let tenants = 0; tenants < 4; tenants += 1) {
      const { token } = tenants === 0 ? admin : await signedIn(api, await freshTenant(api), 'admin');
      const ask = () => callAs(api, token, 'POST', '/v1/invitations', { email: 'wanted@x.example', role: 'member' });
      for (let n = 0; n < 4; n += 1) {
        const answer = await ask();
        statuses.push(answer.statusCode);
        if (answer.statusCode === 201) made.push(answer.json().id);
      }
    }
    expect(statuses).toEqual(Array(4).fill([201, 201, 201, 429]).flat());
    const mails = await sql<{ id: string }>(`SELECT payload->'payload'->>'invitationId' AS id FROM platform.outbox
      WHERE kind = 'job' AND payload->'payload'->>'kind' = 'invitation'`);
    const mailed = new Set(mails.map(({ id }) => id));
    expect(made.map((id) => mailed.has(id))).toEqual([...Array(10).fill(true), false, false]);
  });

  it('accepted twice at once makes one user', async () => {
    const token = await secretOf(await invited('twice@x.example'));
    const answers = await Promise.all(Array.from({ length: 4 }, () => accept(token)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 400, 400, 400]);
  });

  it('replaces the open one of its address, also when several are made at once', async () => {
    const first = await invited('again@x.example', 'editor');
    const token = await secretOf(first);
    const all = await Promise.all(Array.from({ length: 4 }, () => invited('again@x.example', 'member')));
    const [only, ...others] = await open();
    expect(others).toEqual([]);
    expect(all.map(({ id }) => id)).toContain(only.id);
    expect(await told(accept(token))).toEqual([400, 'invitation_void']);
    expect(await secretOf(first)).toBe('');
    expect((await accept(await secretOf(only))).json()).toMatchObject({ role: 'member' });
  });

  it('whose mail was sent twice is accepted by either link, once', async () => {
    const made = await invited('renewed@x.example');
    const [first, second] = [await secretOf(made), await secretOf(made)];
    expect((await accept(first)).statusCode).toBe(201);
    expect(await told(accept(second))).toEqual([400, 'invitation_void']);
  });

  it('names the invited user, and is deleted with them', async () => {
    const made = await invited('passing@x.example');
    const { id } = (await accept(await secretOf(made))).json();
    const lines = await sql(`SELECT actor_kind, actor_id FROM platform.audit_lines
      WHERE action = 'auth.invitation.accepted' AND target_id = '${id}'`);
    expect(lines).toEqual([{ actor_kind: 'member', actor_id: id }]);
    expect((await callAs(api, admin.token, 'DELETE', `/v1/members/${id}`)).statusCode).toBe(204);
    expect(await sql(`SELECT FROM auth.invitations WHERE email = '${made.email}'`)).toEqual([]);
  });

  it('is void once withdrawn or expired, and at another tenant', async () => {
    const back = await invited('back@x.example');
    const token = await secretOf(back);
    expect(await told(accept(token, {}, (await freshTenant(api)).slug))).toEqual([400, 'invitation_void']);
    const revoke = () => callAs(api, admin.token, 'DELETE', `/v1/invitations/${back.id}`);
    expect((await revoke()).statusCode).toBe(204);
    expect(await told(revoke())).toEqual([404, 'invitation_not_found']);
    expect(await told(accept(token))).toEqual([400, 'invitation_void']);

    const late = await invited('late@x.example');
    const lateToken = await secretOf(late);
    await sql(`UPDATE auth.invitations SET expires_at = now() WHERE id = '${late.id}'`);
    expect(await told(accept(lateToken))).toEqual([400, 'invitation_void']);
    expect(await secretOf(late)).toBe('');
  });

  it('is deleted a month after its end', async () => {
    const old = await invited('old@x.example');
    await sql(`UPDATE auth.invitations SET expires_at = now() - interval '31 days' WHERE id = '${old.id}'`);
    const fresh = await invited('fresh@x.example');
    await enforceRetention(api.database.database);
    const rows = await sql<{ id: string }>(`SELECT id FROM auth.invitations WHERE tenant_id = '${shop.id}'`);
    expect(rows).toEqual([{ id: fresh.id }]);
  });

  it.each([
    [{ password: 'short' }, '/password'],
    [{ password: 'jeanne@x.example' }, '/password'],
    [{ name: ' ' }, '/name'],
    [{ role: 'owner' }, '/role'],
  ])('is not accepted with %j', async (fault, pointer) => {
    const token = await secretOf(await invited('jeanne@x.example'));
    const answer = await accept(token, fault);
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, pointer]);
    expect((await accept(token)).statusCode).toBe(201);
  });

  it('needs a seat', async () => {
    const slug = `s-${shop.slug}`;
    const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'free' });
    const small = { id, slug };
    const [owner] = await Promise.all([signedIn(api, small, 'owner'), makePerson(api, small), makePerson(api, small)]);
    const made = (await invite(owner, 'fourth@x.example')).json();
    const token = await secretOf(made, id);
    expect(await told(accept(token, {}, slug))).toEqual([402, 'quota_exceeded']);
    await callAs(api, owner.token, 'DELETE', `/v1/members/${(await someoneElse(owner)).id}`);
    expect((await accept(token, {}, slug)).statusCode).toBe(201);
  });
});

describe('who may invite', () => {
  it('admins may invite anyone but owners, owners anyone, other roles no one', async () => {
    const [owner, editor] = [await signedIn(api, shop, 'owner'), await signedIn(api, shop, 'editor')];
    expect(await told(invite(admin, 'a@x.example', 'owner'))).toEqual([403, 'role_too_high']);
    expect((await invite(owner, 'a@x.example', 'owner')).statusCode).toBe(201);
    expect(await told(invite(editor, 'b@x.example', 'member'))).toEqual([403, 'forbidden']);
  });

  it('a user who was deactivated, demoted or deleted during the request may not invite', async () => {
    const owner = await signedIn(api, shop, 'owner');
    // The request was authorised by a token with their former role.
    const permissions = permissionsOf('owner', shop.id);
    const session = { id: newId(), role: 'owner' } as const;
    const asOwner = { kind: 'member', id: admin.id, name: '', permissions, tenantId: shop.id, session } as const;
    const inviter = { principal: asOwner, permission: 'invitations.write' } as const;
    const invites = (role: 'owner' | 'member') =>
      api.app.get(Invitations).invite(shop.id, { email: 'late@x.example', role }, inviter);
    const set = (what: string) => sql(`UPDATE auth.users SET ${what} WHERE id = '${admin.id}'`);
    const refused = { code: 'no_longer_allowed' };
    await expect(invites('owner')).rejects.toMatchObject({ code: 'role_too_high' });
    expect(await invites('member')).toMatchObject({ role: 'member' });
    await set("role = 'editor'");
    await expect(invites('member')).rejects.toMatchObject(refused);
    await set("role = 'admin', state = 'deactivated'");
    await expect(invites('member')).rejects.toMatchObject(refused);
    await callAs(api, owner.token, 'DELETE', `/v1/members/${admin.id}`);
    await expect(invites('member')).rejects.toMatchObject(refused);
  });

  it('an existing user cannot be invited', async () => {
    const { email } = admin.person.user;
    expect(await told(invite(admin, email.toUpperCase()))).toEqual([409, 'already_member']);
  });

  it('operators may invite the first owner of a tenant, and other operators', async () => {
    const empty = await freshTenant(api);
    const url = '/v1/platform/auth/invitations';
    const first = { tenant: empty.slug, email: 'first@x.example', role: 'owner' };
    const made = await callAs(api, api.operatorKey, 'POST', url, first);
    expect(made.json()).toMatchObject({ email: 'first@x.example', role: 'owner', invitedBy: null });
    expect((await accept(await secretOf(made.json(), empty.id), {}, empty.slug)).json()).toMatchObject({
      role: 'owner',
    });

    const colleague = { tenant: 'platform', email: 'colleague@x.example', role: 'admin' };
    const asked = await callAs(api, api.operatorKey, 'POST', url, colleague);
    const token = await secretOf(asked.json(), PLATFORM_TENANT_ID);
    expect((await accept(token, {}, 'platform')).statusCode).toBe(201);
    const person = { user: { email: colleague.email }, slug: 'platform', password } as Parameters<typeof logIn>[1];
    const { accessToken } = (await logIn(api, person)).json();
    expect((await callAs(api, accessToken, 'GET', '/v1/platform/tenants')).statusCode).toBe(200);
    const above = { tenant: 'platform', email: 'boss@x.example', role: 'owner' };
    expect(await told(callAs(api, accessToken, 'POST', url, above))).toEqual([403, 'role_too_high']);
    const nowhere = { ...first, tenant: 'nowhere' };
    expect(await told(callAs(api, api.operatorKey, 'POST', url, nowhere))).toEqual([404, 'tenant_not_found']);
    expect(await told(callAs(api, admin.token, 'POST', url, first))).toEqual([403, 'forbidden']);
  });

  it('the open ones are listed by cursor and by page', async () => {
    for (const n of [1, 2, 3]) await invited(`n${n}@x.example`);
    const list = async (query: string) => (await callAs(api, admin.token, 'GET', `/v1/invitations${query}`)).json();
    const emails = (answer: { data: Made[] }) => answer.data.map(({ email }) => email);
    const step = await list('?limit=2');
    expect(emails(step)).toEqual(['n3@x.example', 'n2@x.example']);
    expect(emails(await list(`?limit=2&cursor=${step.page.next}`))).toEqual(['n1@x.example']);
    const page = await list('?page=2&pageSize=2');
    expect(emails(page)).toEqual(['n1@x.example']);
    expect(page.page).toMatchObject({ totalItems: 3, totalPages: 2, totalKind: 'exact' });
  });
});

async function someoneElse(owner: SignedIn): Promise<{ id: string }> {
  const { data } = (await callAs(api, owner.token, 'GET', '/v1/members?role=member&limit=1')).json();
  return data[0];
}
