import { Database } from '#platform/database';
import { Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { exportedLines } from '../../support/read-zip.js';
import { runSql } from '../../support/sql.js';
import { until } from '../../support/until.js';
import { hand, work } from '../../support/work.js';
import type { Step, Walk } from './walk.js';

/** The id of the canary's account in a tenant. */
async function accountOf({ api, canary }: Walk, tenantId: string): Promise<string> {
  const [user] = await runSql<{ id: string }>(
    api.database.adminUrl,
    `SELECT id FROM auth.users WHERE tenant_id = '${tenantId}' AND email = '${canary.email}'`,
  );
  return user?.id ?? '';
}

/** The first session that is not the one which asks. */
async function otherSession(walk: Walk): Promise<string> {
  const { data } = (await walk.call('GET /v1/me/sessions')).json();
  return data.find(({ current }: { current: boolean }) => !current).id;
}

/** From registration to the account's own settings, as anybody does it. */
export const joining: Readonly<Record<string, Step>> = {
  'GET /health/live': () => ({}),
  'GET /health/startup': () => ({}),
  'GET /health/ready': () => ({}),
  'GET /status': () => ({}),
  'GET /.well-known/jwks.json': () => ({}),
  'GET /.well-known/signature-keys.json': () => ({}),
  'GET /v1/auth/{tenant}': () => ({}),
  'POST /v1/auth/{tenant}/register': ({ canary }) => ({
    body: { email: canary.email, name: canary.name, password: canary.password(1) },
  }),
  'POST /v1/auth/{tenant}/verify-email/resend': ({ canary }) => ({ body: { email: canary.email } }),
  'POST /v1/auth/{tenant}/verify-email': async (walk) => ({
    body: { token: await walk.mailbox.secretFor(walk.canary.email, 2), password: undefined },
    after: async () => {
      walk.canary.ids.member = await accountOf(walk, walk.shop.id);
      await runSql(
        walk.api.database.adminUrl,
        `UPDATE auth.users SET role = 'owner' WHERE id = '${walk.canary.ids.member}'`,
      );
    },
  }),
  'POST /v1/auth/{tenant}/login': ({ canary, seen }) => ({
    body: { email: canary.email, password: canary.password(1), deviceToken: undefined },
    after: (answer) => Object.assign(seen, { refresh: answer.json().refreshToken }),
  }),
  'POST /v1/auth/{tenant}/refresh': ({ seen }) => ({
    body: { refreshToken: seen.refresh },
    after: (answer) => Object.assign(seen, { refresh: answer.json().refreshToken }),
  }),
  'POST /v1/auth/{tenant}/logout': ({ seen }) => ({ body: { refreshToken: seen.refresh } }),
  'POST /v1/auth/{tenant}/password/forgot': ({ canary }) => ({ body: { email: canary.email } }),
  'POST /v1/auth/{tenant}/password/reset': async (walk) => ({
    body: {
      token: (await walk.mailbox.about(walk.canary.email, await resetSubject(walk))).link?.split('#')[1],
      password: walk.canary.password(2),
    },
    after: async () => {
      walk.tokens.member = (await walk.signIn(walk.shop.slug, walk.canary.password(2))).accessToken;
    },
  }),
  'POST /v1/me/password': ({ canary }) => ({
    body: { currentPassword: canary.password(2), newPassword: canary.password(3) },
  }),
  'GET /v1/me': ({ seen }) => ({ after: (answer) => Object.assign(seen, { version: answer.json().version }) }),
  'PATCH /v1/me': ({ canary, seen }) => ({ version: Number(seen.version), body: { name: canary.newName } }),
  'GET /v1/me/sessions': () => ({}),
  'DELETE /v1/me/sessions/{id}': async (walk) => {
    await walk.signIn(walk.shop.slug, walk.canary.password(3));
    return { path: { id: await otherSession(walk) } };
  },
  'DELETE /v1/me/sessions': async (walk) => {
    await walk.signIn(walk.shop.slug, walk.canary.password(3));
    // A session with the new name, which stays open until the erasure.
    return {
      after: async () =>
        Object.assign(walk.tokens, {
          member: (await walk.signIn(walk.shop.slug, walk.canary.password(3))).accessToken,
        }),
    };
  },
};

/** The newest mail is the one that the last request asked for. */
async function resetSubject({ mailbox, canary }: Walk): Promise<string> {
  const mails = await until(async () => {
    const seen = await mailbox.to(canary.email);
    return seen.find(({ link }) => link?.includes('reset-password')) ? seen : undefined;
  });
  return mails.find(({ link }) => link?.includes('reset-password'))?.subject ?? '';
}

/** The export of the person, and operations of theirs. */
export const operating: Readonly<Record<string, Step>> = {
  'POST /v1/me/exports': ({ seen }) => ({ after: (answer) => Object.assign(seen, { operation: answer.json().id }) }),
  'GET /v1/operations': () => ({}),
  'GET /v1/operations/{id}': async (walk) => {
    const path = { id: walk.seen.operation ?? '' };
    await until(async () => (await walk.call('GET /v1/operations/{id}', { path })).json().state === 'succeeded');
    return { path };
  },
  'GET /v1/operations/{id}/events': ({ seen }) => ({ path: { id: seen.operation ?? '' } }),
  'GET /v1/events': () => ({}),
  'GET /v1/me/exports/{id}': ({ seen }) => ({
    path: { id: seen.operation ?? '' },
    // Of Redis, where there is one.
    after: async ({ rawPayload }) =>
      expect((await exportedLines(rawPayload)).map(({ table }) => table)).toContain('auth.sessions'),
  }),
  'POST /v1/operations/{id}/cancel': async ({ api, shop: { id: tenantId } }) => {
    const { id } = await api.app
      .get(Database)
      .transaction({ tenantId }, (tx) =>
        api.app.get(Operations).start(tx, work, { tenantId, does: 'wait' }, 'operations.write'),
      );
    await hand.waits(id);
    return { path: { id } };
  },
};

/** What any visitor of a store reads. */
export const visiting: Readonly<Record<string, Step>> = {
  'GET /v1/stores/{tenant}/apps': async ({ shop }) => {
    await shop.importApps(2);
    return {};
  },
  'GET /v1/stores/{tenant}/apps/{slug}': () => ({ path: { slug: 'sample-1' } }),
  'GET /v1/stores/{tenant}/apps/{slug}/versions': () => ({ path: { slug: 'sample-1' } }),
  'GET /v1/stores/{tenant}/tags': () => ({}),
  'GET /v1/stores/{tenant}/facets': () => ({}),
  'GET /v1/stores/{tenant}/suggestions': () => ({ query: { prefix: 'sam' } }),
  'GET /v1/stores/{tenant}/changes': () => ({}),
  'GET /v1/stores/{tenant}/changes.atom': () => ({}),
  'GET /v1/stores/{tenant}/events': () => ({}),
  'POST /v1/stores/{tenant}/apps/{slug}/downloads': ({ seen }) => ({
    path: { slug: 'sample-1' },
    body: { version: undefined },
    after: (answer) => Object.assign(seen, { bundling: answer.json().id }),
  }),
  'GET /v1/stores/{tenant}/operations/{id}': ({ seen }) => ({ path: { id: seen.bundling ?? '' } }),
  'GET /v1/stores/{tenant}/downloads/{token}': async (walk) => {
    const asked = { path: { slug: 'sample-1' }, body: { version: undefined } };
    const { url } = await until(async () => {
      const answer = (await walk.call('POST /v1/stores/{tenant}/apps/{slug}/downloads', asked)).json();
      return 'url' in answer && answer;
    });
    return { path: { token: url.split('/downloads/')[1] } };
  },
};

/** The canary becomes an operator, by the invitation of another one, whose kept answer holds the address. */
export const becomingOperator: Readonly<Record<string, Step>> = {
  'POST /v1/auth/{tenant}/invitations/accept': async (walk) => {
    const { canary } = walk;
    const invitation = { email: canary.email, role: 'owner', tenant: 'platform' };
    const key = { 'idempotency-key': canary.text };
    const { statusCode } = await walk.asOperator('POST', '/v1/platform/auth/invitations', invitation, key);
    expect(statusCode).toBe(201);
    const link = await until(
      async () => (await walk.mailbox.to(canary.email)).find((mail) => mail.link?.includes('/platform/'))?.link,
    );
    return {
      path: { tenant: 'platform' },
      body: { token: link.split('#')[1], name: canary.name, password: canary.password(4) },
      after: async () => {
        canary.ids.operator = await accountOf(walk, PLATFORM_TENANT_ID);
        walk.tokens.operator = (await walk.signIn('platform', canary.password(4))).accessToken;
      },
    };
  },
};
