import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { newId } from '#platform/ids';
import { bundled } from '../../support/bundled.js';
import { stripeEvent, stripeHeaders } from '../../support/payments.js';
import { type Person, password } from '../../support/people.js';
import { picture } from '../../support/picture.js';
import { Shop } from '../../support/shop.js';
import { callAs } from '../../support/signed-in.js';
import type { TestApp } from '../../support/test-app.js';

/** A tenant with rows of every kind that a public route could reveal. */
export interface Holder {
  readonly shop: Shop;
  readonly person: Person;
  readonly app: string;
  /** The texts that only its own answers may contain: its ids, slugs, names and addresses. */
  readonly marks: readonly string[];
}

/** A public route with a tenant in its path, and a request with values of one tenant. */
export interface Sample {
  /** The request; `:tenant` in the path is replaced by the slug. */
  readonly request: (of: Holder) => Promise<Partial<InjectOptions>> | Partial<InjectOptions>;
  /** Its other parameters. */
  readonly path?: (of: Holder) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  /** The status under the path of the tenant that owns the values. */
  readonly own: number;
  /** The status and the code of the problem under another's path, where the answer is a refusal. */
  readonly foreign?: readonly [status: number, code: string];
}

const payload = (body: object): Partial<InjectOptions> => ({ payload: body });
const nothing = () => ({});
const word = () => `w${newId().slice(-12)}`;

/** Fills a tenant. Every name is unique, so that none is found within another. */
export async function hold(api: TestApp): Promise<Holder> {
  const shop = await Shop.open(api);
  const [apps, name, mailbox] = [word(), word(), word()];
  await shop.importApps(3, apps);
  const admin = await shop.admin();
  const person = await shop.member({ name, email: `${mailbox}@example.org` });
  const listed = await api.inject({ url: `/v1/stores/${shop.slug}/apps` });
  const ids: string[] = listed.json().data.map(({ id }: { id: string }) => id);
  const members = (await callAs(api, admin.token, 'GET', '/v1/members')).json().data;
  const people: string[] = members.flatMap(({ id, email }: { id: string; email: string }) => [id, email]);
  return { shop, person, app: `${apps}-1`, marks: [shop.id, shop.slug, apps, name, mailbox, ...ids, ...people] };
}

/** Every public route with a tenant in its path. */
export const samples: Readonly<Record<string, Sample>> = {
  'GET /v1/stores/:tenant/apps': { request: nothing, own: 200 },
  'GET /v1/stores/:tenant/apps/:slug': {
    request: nothing,
    path: ({ app }) => ({ slug: app }),
    own: 200,
    foreign: [404, 'app_not_found'],
  },
  'GET /v1/stores/:tenant/apps/:slug/versions': {
    request: nothing,
    path: ({ app }) => ({ slug: app }),
    own: 200,
    foreign: [404, 'app_not_found'],
  },
  'GET /v1/stores/:tenant/tags': { request: nothing, own: 200 },
  'GET /v1/stores/:tenant/facets': { request: ({ app }) => ({ query: { search: app } }), own: 200 },
  'GET /v1/stores/:tenant/suggestions': { request: ({ app }) => ({ query: { prefix: app.slice(0, -1) } }), own: 200 },
  'GET /v1/stores/:tenant/events': { request: nothing, own: 200 },
  'GET /v1/stores/:tenant/changes': {
    request: async ({ shop }) => {
      const { page } = (await shop.api.inject({ url: `/v1/stores/${shop.slug}/changes?limit=1` })).json();
      return { query: { since: page.next } };
    },
    own: 200,
    foreign: [400, 'invalid_cursor'],
  },
  'GET /v1/stores/:tenant/changes.atom': { request: nothing, own: 200 },
  'POST /v1/stores/:tenant/apps/:slug/downloads': {
    request: async ({ shop, app }) => {
      await bundled(shop, app);
      return {};
    },
    path: ({ app }) => ({ slug: app }),
    own: 200,
    foreign: [404, 'app_not_found'],
  },
  'GET /v1/stores/:tenant/downloads/:token': {
    request: nothing,
    path: async ({ shop, app }) => ({ token: await bundled(shop, app) }),
    own: 200,
    foreign: [404, 'link_not_found'],
  },
  'GET /v1/stores/:tenant/images/:file': {
    request: nothing,
    path: async ({ shop, app }) => {
      const { token } = await shop.admin();
      const icon = await shop.api.inject({
        method: 'PUT',
        url: `/v1/catalog/apps/${app}/icon`,
        payload: await picture(),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
      });
      return { file: icon.json().small.split('/').at(-1) };
    },
    own: 200,
    foreign: [404, 'image_not_found'],
  },
  'GET /v1/stores/:tenant/operations/:id': {
    request: nothing,
    path: async ({ shop, app }) => {
      const asked = {
        method: 'POST',
        url: `/v1/stores/${shop.slug}/apps/${app.replace(/1$/, '2')}/downloads`,
      } as const;
      return { id: (await shop.api.inject(asked)).json().id };
    },
    own: 200,
    foreign: [404, 'operation_not_found'],
  },
  'POST /v1/ingest/:tenant/purchases/:provider': {
    request: async ({ shop, person }) => {
      const { token } = await shop.admin();
      const webhookSecret = `whsec_${word()}`;
      await callAs(shop.api, token, 'PUT', '/v1/journal/payment-providers/stripe', { webhookSecret });
      const session = { id: 'cs_1', subscription: 'sub_1', client_reference_id: person.user.id };
      const body = stripeEvent('checkout.session.completed', session);
      return { payload: body, headers: stripeHeaders(body, webhookSecret) };
    },
    path: () => ({ provider: 'stripe' }),
    own: 204,
    foreign: [400, 'event_not_signed'],
  },
  'GET /v1/auth/:tenant': { request: nothing, own: 200 },
  'GET /auth/:tenant/:page': { request: nothing, path: () => ({ page: 'verify-email' }), own: 200 },
  // The address is free there: it becomes another person's account.
  'POST /v1/auth/:tenant/register': {
    request: async ({ shop }) => payload({ email: (await shop.member()).user.email, name: 'Someone', password }),
    own: 202,
  },
  'POST /v1/auth/:tenant/verify-email': {
    request: async ({ shop }) => {
      const { user } = await shop.member({ state: 'unverified' });
      return payload({ token: await shop.emailToken(user.id, 'verify-email') });
    },
    own: 200,
    foreign: [400, 'email_token_invalid'],
  },
  'POST /v1/auth/:tenant/verify-email/resend': {
    request: ({ person }) => payload({ email: person.user.email }),
    own: 202,
  },
  'POST /v1/auth/:tenant/password/forgot': {
    request: ({ person }) => payload({ email: person.user.email }),
    own: 202,
  },
  'POST /v1/auth/:tenant/password/reset': {
    request: async ({ shop }) => {
      const { user } = await shop.member();
      return payload({ token: await shop.emailToken(user.id, 'reset-password'), password: 'a phrase of one tenant' });
    },
    own: 204,
    foreign: [400, 'email_token_invalid'],
  },
  'POST /v1/auth/:tenant/erasure/cancel': {
    request: async ({ shop }) => payload({ token: await shop.ownErasure() }),
    own: 204,
    foreign: [400, 'erasure_link_invalid'],
  },
  'POST /v1/auth/:tenant/erasure/receipt': {
    request: async ({ shop }) => payload({ token: await shop.receiptLink() }),
    own: 200,
    foreign: [400, 'receipt_link_invalid'],
  },
  'POST /v1/auth/:tenant/invitations/accept': {
    request: async ({ shop }) => {
      const { token } = await shop.invitation(await shop.admin());
      return payload({ token, name: 'Someone', password });
    },
    own: 201,
    foreign: [400, 'invitation_void'],
  },
  'POST /v1/auth/:tenant/login': {
    request: ({ person }) => payload({ email: person.user.email, password }),
    own: 200,
    foreign: [401, 'sign_in_refused'],
  },
  'POST /v1/auth/:tenant/refresh': {
    request: async ({ shop, person }) => payload({ refreshToken: (await shop.session(person)).refreshToken }),
    own: 200,
    foreign: [401, 'refresh_refused'],
  },
  // An unknown token gets the same answer; the spec shows that the session remains valid.
  'POST /v1/auth/:tenant/logout': {
    request: async ({ shop, person }) => payload({ refreshToken: (await shop.session(person)).refreshToken }),
    own: 204,
  },
};

/** The request of a route with the values of one tenant, under the path of any tenant. */
export async function requestOf(route: string, sample: Sample, of: Holder): Promise<(slug: string) => InjectOptions> {
  const [method, template = ''] = route.split(' ');
  const rest = await sample.request(of);
  const path = await sample.path?.(of);
  return (slug) => {
    const values: Readonly<Record<string, string>> = { ...path, tenant: slug };
    const url = template.replace(/:(\w+)/g, (_, name) => values[name] ?? '');
    return { method: method as 'GET' | 'POST', url, ...rest };
  };
}

/** The texts of a tenant in an answer, except those in the request. */
export function marksIn(answer: LightMyRequestResponse, { marks }: Holder, sent: InjectOptions): string[] {
  const [asked, told] = [JSON.stringify(sent), `${JSON.stringify(answer.headers)}${answer.body}`];
  return marks.filter((mark) => told.includes(mark) && !asked.includes(mark));
}
