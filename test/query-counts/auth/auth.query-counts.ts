import { personalScopes } from '#platform/access';
import { PersonExports } from '#platform/data-lifecycle';
import { newId } from '#platform/ids';
import { sendEvents } from '../../../libs/auth/api-keys/scopes.js';
import { password } from '../../support/people.js';
import * as q from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

export const background = ['auth.revocations.latest', 'auth.signing-keys.in-force'];

const { strict, traces } = q;
const [audit, outbox] = ['audit.lines.insert', 'outbox.insert'];
const newKey = () => ({ name: 'A key', kind: 'secret', scopes: [sendEvents] });
const ownKey = () => ({ name: 'My phone', scopes: [...personalScopes()].slice(0, 1) });
export const member = async (shop: Shop) => ({ id: (await shop.member()).user.id });
const own = async (shop: Shop) => ({ id: (await shop.admin()).id });
/** Something that an admin made. */
const made = (url: string, body: () => object) => async (shop: Shop) => {
  const { token: caller } = await shop.admin();
  return { caller, id: (await shop.ask<{ id: string }>(caller, url, body())).id };
};
/** A member to whom something was done. */
const after = (action: string) => async (shop: Shop) => {
  const [{ id }, { token: caller }] = [await member(shop), await shop.admin()];
  await shop.api.inject(q.as(caller, q.post(`/v1/members/${id}/${action}`, action === 'erasure' ? {} : undefined)));
  return { caller, id };
};
const sessionOf = async (shop: Shop) => ({ tenant: shop.slug, user: (await member(shop)).id });
const guest = () => ({ email: `${newId()}@example.org` });

/** The audit line, the invalidation of cached answers about the member, and the job. */
export const tracing = `${traces} ${outbox}`;
/** Ends every session of a user: first the revocation is published, then the store is changed. */
export const endsOne = 'auth.revocations.insert auth.sessions.end';
export const ending = 'auth.revocations.insert auth.sessions.lock-user auth.sessions.mark-user auth.sessions.end';
/** Where there are none. */
export const revokingKeys = 'auth.personal-keys.lock-user auth.personal-keys.revoke-of-user';
const endingOthers = 'auth.sessions.of-user auth.sessions.end';
/** Revokes the access that a user gave. */
const withdrawing = 'auth.invitations.revoke-of-inviter auth.api-keys.revoke-of-maker';
/** Asks for an erasure, and ends the access of the user. */
const erasing = `auth.members.lock auth.members.to-erase data-lifecycle.erasures.knows-person
  data-lifecycle.erasures.insert ${tracing} auth.members.deactivate ${outbox} ${withdrawing} ${outbox} ${ending}`;
const inviting = `auth.invitations.put ${audit} auth.throttle.use auth.throttle.use-shared ${outbox}`;
const countsKeys = 'auth.api-keys.lock auth.api-keys.count';
const compares = 'auth.throttle.use auth.users.by-id';
const voids = 'auth.email-tokens.void';

export const queryCounts: q.QueryCounts = {
  ...q.counts(q.nothing, {
    'POST /v1/invitations': `${strict} auth.users.by-email auth.members.giver ${inviting}`,
    'GET /v1/members/roles': strict,
    'GET /v1/me': 'auth.members.by-id',
    'POST /v1/me/exports': `${strict} operations.lock operations.latest-of-person operations.insert ${outbox}`,
    'GET /v1/me/sessions': 'auth.sessions.of-user',
    'GET /v1/platform/auth/regions': 'auth.sessions.count',
    'GET /v1/platform/auth/shards': 'auth.sessions.count',
  }),
  ...q.counts(newKey, { 'POST /v1/keys': `${strict} auth.members.giver ${countsKeys} auth.api-keys.insert ${audit}` }),
  ...q.counts(made('/v1/keys', newKey), {
    'POST /v1/keys/{id}/rotate': `${strict} auth.members.giver auth.api-keys.locked ${countsKeys} auth.api-keys.insert
      auth.api-keys.replace ${audit}`,
    'DELETE /v1/keys/{id}': `${strict} auth.api-keys.revoke ${audit}`,
  }),
  ...q.counts(ownKey, {
    'POST /v1/me/keys': `${strict} auth.personal-keys.lock-user auth.members.giver ${strict} auth.personal-keys.count
      auth.api-keys.insert ${traces}`,
  }),
  ...q.counts(made('/v1/me/keys', ownKey), {
    'DELETE /v1/me/keys/{id}': `${strict} auth.personal-keys.revoke ${audit}`,
  }),
  ...q.counts(
    made('/v1/invitations', () => ({ ...guest(), role: 'member' })),
    {
      'DELETE /v1/invitations/{id}': `${strict} auth.invitations.revoke ${audit}`,
    },
  ),
  ...q.counts(guest, { 'POST /v1/platform/auth/invitations': `auth.users.by-email ${inviting}` }),
  ...q.counts(own, { 'GET /v1/members/{id}': `${strict} auth.members.by-id` }),
  ...q.counts(member, {
    'PATCH /v1/members/{id}': `${strict} auth.members.lock auth.members.change ${tracing} ${withdrawing} ${outbox}
      auth.sessions.lock-user auth.sessions.mark-user auth.sessions.describe auth.revocations.insert`,
    'POST /v1/members/{id}/deactivate': `${strict} auth.members.lock auth.members.deactivate ${withdrawing} ${tracing}
      ${outbox} ${ending}`,
    'POST /v1/members/{id}/erasure': `${strict} ${erasing}`,
    'DELETE /v1/members/{id}': `${strict} auth.members.lock ${withdrawing} auth.members.delete auth.invitations.erase-to
      ${tracing} ${outbox} ${q.givesQuotaBack} ${ending}`,
  }),
  ...q.counts(after('deactivate'), {
    'POST /v1/members/{id}/reactivate': `${strict} auth.members.lock data-lifecycle.erasures.of-user
      auth.members.reactivate ${tracing}`,
  }),
  ...q.counts(after('erasure'), {
    'GET /v1/members/{id}/erasure': `${strict} data-lifecycle.erasures.proven`,
    'DELETE /v1/members/{id}/erasure': `${strict} auth.members.lock data-lifecycle.erasures.of-user
      data-lifecycle.erasures.cancel ${voids} ${audit}`,
  }),
  ...q.counts(() => ({ currentPassword: password }), {
    // Others end before the change, and again after it: a sign-in between the two used the old password.
    'POST /v1/me/password': `${strict} ${compares} auth.throttle.forget ${endingOthers} auth.users.replace-password
      ${voids} ${revokingKeys} ${traces} ${endingOthers}`,
  }),
  ...q.counts(q.nothing, { 'PATCH /v1/me': `auth.profile.change ${tracing}` }),
  ...q.counts(
    async (shop) => {
      const [{ id: userId, token: caller }, id] = [await shop.admin(), newId()];
      await shop.api.app.get(PersonExports).write({ tenantId: shop.id, userId }, id, {});
      return { caller, id };
    },
    {
      'GET /v1/me/exports/{id}': `${strict} data-lifecycle.exports.part data-lifecycle.exports.tables data-lifecycle.exports.part data-lifecycle.exports.part`,
    },
  ),
  'DELETE /v1/me': async (shop) => {
    const { token } = await shop.admin();
    const request = (given: string) => q.as(token, q.remove('/v1/me', { password: given }));
    return [
      { ...q.call(request('not the password'), `${strict} ${compares}`), refused: 'wrong_password' },
      q.call(request(password), `${strict} ${compares} auth.throttle.forget ${erasing}`),
    ];
  },
  ...q.counts(
    async (shop) => {
      const { person, token: caller } = await shop.admin();
      const { accessToken } = await shop.session(person);
      const { data } = await shop.ask<{ data: { id: string; current: boolean }[] }>(accessToken, '/v1/me/sessions');
      return { caller, id: data.find(({ current }) => current)?.id };
    },
    {
      'DELETE /v1/me/sessions/{id}': `auth.sessions.find ${endsOne} ${audit}`,
      'DELETE /v1/me/sessions': `auth.sessions.of-user ${endsOne} ${revokingKeys} ${audit}`,
    },
  ),
  ...q.counts(sessionOf, {
    'GET /v1/platform/auth/sessions': 'auth.sessions.of-user',
    'DELETE /v1/platform/auth/sessions': `auth.sessions.of-user ${ending} ${revokingKeys} ${audit}`,
  }),
};
