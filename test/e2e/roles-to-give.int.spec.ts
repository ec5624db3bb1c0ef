// Real: the whole API, PostgreSQL, people who sign in, keys. Faked: nothing.
import { ApiKeys, permissionsOf, type Role, roles } from '#platform/access';
import { newId } from '#platform/ids';
import { platformTenant } from '#platform/tenancy';
import { makePerson } from '../support/people.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let shop: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  shop = await freshTenant(api);
});
afterAll(() => api?.close());

const operatorRoute = '/v1/platform/auth/invitations';
const guest = () => `${newId()}@guest.example`;
const told = ({ statusCode, body }: Awaited<ReturnType<typeof callAs>>) => [
  statusCode,
  statusCode < 400 ? undefined : JSON.parse(body).code,
];

describe('what an operator’s key may give', () => {
  /** The permissions of a role in the tenant `platform`, by name. */
  const held = (role: Role) => [...permissionsOf(role, platformTenant.id)];
  const writes = (role: Role) => [...held(role), 'platform.auth.write', 'invitations.write', 'members.write'];
  type Highest = Role | 'none' | 'forbidden';

  /** The highest role that each route may give; `forbidden` where the route itself needs more. */
  const rows: [scopes: string, () => string[], Record<'first' | 'operator' | 'member' | 'touch', Highest>][] = [
    ['*', () => ['*'], { first: 'owner', operator: 'owner', member: 'owner', touch: 'owner' }],
    [
      'platform.auth.write',
      () => ['platform.auth.write'],
      { first: 'owner', operator: 'none', member: 'forbidden', touch: 'forbidden' },
    ],
    [
      'invitations.write',
      () => ['invitations.write'],
      { first: 'forbidden', operator: 'forbidden', member: 'none', touch: 'forbidden' },
    ],
    [
      'members.write',
      () => ['members.write'],
      { first: 'forbidden', operator: 'forbidden', member: 'forbidden', touch: 'none' },
    ],
    [
      'all of an editor, and those that give',
      () => writes('editor'),
      { first: 'owner', operator: 'editor', member: 'editor', touch: 'editor' },
    ],
    [
      'all of an owner but one',
      () => held('owner').filter((each) => each !== 'platform.tenants.write'),
      { first: 'owner', operator: 'editor', member: 'editor', touch: 'editor' },
    ],
  ];
  const may = (role: Role, highest: Highest) =>
    highest !== 'none' && highest !== 'forbidden' && roles.indexOf(role) <= roles.indexOf(highest);
  const refusal = (highest: Highest) => [403, highest === 'forbidden' ? 'forbidden' : 'role_too_high'];

  it.each(rows)('with %s is no role above its permissions', async (_, scopes, highest) => {
    // Else the rule about the last owner would refuse the change.
    await makePerson(api, platformTenant, { role: 'owner' });
    const { key } = await api.app.get(ApiKeys).create('giver', [...new Set(scopes())]);
    for (const role of roles) {
      const given = { email: guest(), role };
      const first = await callAs(api, key, 'POST', operatorRoute, { ...given, tenant: shop.slug });
      expect(told(first)).toEqual(may(role, highest.first) ? [201, undefined] : refusal(highest.first));
      const operator = await callAs(api, key, 'POST', operatorRoute, { ...given, tenant: 'platform' });
      expect(told(operator)).toEqual(may(role, highest.operator) ? [201, undefined] : refusal(highest.operator));
      const member = await callAs(api, key, 'POST', '/v1/invitations', { ...given, email: guest() });
      expect(told(member)).toEqual(may(role, highest.member) ? [201, undefined] : refusal(highest.member));
      expect(await touched(key, role)).toEqual(may(role, highest.touch) ? [] : Array(6).fill(refusal(highest.touch)));
    }
  });

  /** The refused actions of all that can be done to a user of a role, and of giving it to a member. */
  async function touched(key: string, role: Role): Promise<unknown[]> {
    const { user } = await makePerson(api, platformTenant, { role });
    const { user: lower } = await makePerson(api, platformTenant);
    const to = (id: string, rest = '') => `/v1/members/${id}${rest}`;
    const patch = (id: string, body: object, version: number) =>
      callAs(api, key, 'PATCH', to(id), body, { 'if-match': `"v${version}"` });
    const others = role === 'member' ? 'editor' : 'member';
    const answers = [
      await patch(lower.id, { role, name: 'Given' }, 1),
      await patch(user.id, { name: 'Renamed' }, 1),
      await callAs(api, key, 'POST', to(user.id, '/deactivate')),
      await callAs(api, key, 'POST', to(user.id, '/reactivate')),
      await patch(user.id, { role: others }, 4),
      await callAs(api, key, 'DELETE', to(user.id)),
    ];
    return answers.filter(({ statusCode }) => statusCode >= 400).map(told);
  }

  it('bounds whose sessions it ends among the operators', async () => {
    const { key } = await api.app.get(ApiKeys).create('giver', writes('editor'));
    const end = async (query: string) =>
      told(await callAs(api, key, 'DELETE', `/v1/platform/auth/sessions?tenant=${query}`));
    const [editor, owner] = [
      await signedIn(api, platformTenant, 'editor'),
      await signedIn(api, platformTenant, 'owner'),
    ];
    const refused = [403, 'role_too_high'];
    expect([await end('platform'), await end(`platform&user=${owner.id}`)]).toEqual([refused, refused]);
    const me = async (token: string) => (await callAs(api, token, 'GET', '/v1/me')).statusCode;
    expect([await me(owner.token), await me(editor.token)]).toEqual([200, 200]);
    expect([await end(`platform&user=${editor.id}`), await end(shop.slug)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    expect([await me(owner.token), await me(editor.token)]).toEqual([200, 401]);
  });

  it('is said with the roles that it may give', async () => {
    const { key } = await api.app.get(ApiKeys).create('giver', writes('editor'));
    const above = { tenant: 'platform', email: guest(), role: 'owner' };
    const { detail } = (await callAs(api, key, 'POST', operatorRoute, above)).json();
    expect(detail).toContain('You can give: member, editor.');
  });
});

describe('what a member may give', () => {
  it.each<[Role, Role | 'none']>([
    ['member', 'none'],
    ['editor', 'none'],
    ['admin', 'admin'],
    ['owner', 'owner'],
  ])('as %s is no role above their own, and no scope that they do not hold', async (own, highest) => {
    const who = await signedIn(api, shop, own);
    await makePerson(api, shop, { role: 'owner' });
    for (const role of roles) {
      const passes = highest !== 'none' && roles.indexOf(role) <= roles.indexOf(highest);
      const invited = await callAs(api, who.token, 'POST', '/v1/invitations', { email: guest(), role });
      const { user } = await makePerson(api, shop);
      const name = { role, name: 'Given' };
      const changed = await callAs(api, who.token, 'PATCH', `/v1/members/${user.id}`, name, { 'if-match': '"v1"' });
      expect([invited, changed].map(({ statusCode }) => statusCode)).toEqual(passes ? [201, 200] : [403, 403]);
    }
    for (const scope of ['members.read', 'members.write', 'keys.write', 'platform.auth.write', '*']) {
      const wish = { name: 'key', kind: 'secret', scopes: [scope] };
      const made = await callAs(api, who.token, 'POST', '/v1/keys', wish);
      const may = highest !== 'none' && scope === 'members.read';
      expect(made.statusCode).toBe(may ? 201 : highest === 'none' ? 403 : 400);
    }
  });
});
