import { password } from '../../../test/support/people.js';
import { as, call, post, type QueryCounts, traces } from '../../../test/support/query-counts.js';
import { newPassword, noToken, to } from '../realm/realm.query-counts.js';
import { askingForLinks } from '../registration/registration.query-counts.js';
import { ending, revokingKeys, strict } from '../sessions/sessions.query-counts.js';

/** Where there are none. */
const endingOthers = ['auth.sessions.of-user', 'auth.sessions.end'];

export const queryCounts: QueryCounts = {
  'POST /v1/auth/{tenant}/password/forgot': (shop) =>
    askingForLinks(shop, 'password/forgot', ['active', 'active', 'unverified']),
  'POST /v1/auth/{tenant}/password/reset': async (shop) => {
    const { user } = await shop.member();
    const token = await shop.emailToken(user.id, 'reset-password');
    return [
      call(
        to(shop, 'password/reset', { token, password: newPassword }),
        ...['auth.email-tokens.holder', 'auth.users.by-id', ...ending],
        ...['auth.users.choose-password', 'auth.email-tokens.take', 'auth.email-tokens.void', 'auth.users.verify'],
        ...['auth.known-devices.insert', 'auth.email-tokens.void', ...revokingKeys, ...traces],
        // Again: who signed in meanwhile knew the old password.
        ...[...ending, 'auth.throttle.forget'],
      ),
      {
        ...call(to(shop, 'password/reset', { token: noToken, password: newPassword }), 'auth.email-tokens.holder'),
        refused: 'email_token_invalid',
      },
    ];
  },
  'POST /v1/me/password': async (shop) => [
    strict(
      as((await shop.admin()).token, post('/v1/me/password', { currentPassword: password, newPassword })),
      ...['auth.throttle.use', 'auth.users.by-id', 'auth.throttle.forget'],
      // Before the change, and again after it: a sign-in between the two used the old password.
      ...endingOthers,
      ...['auth.users.replace-password', 'auth.email-tokens.void', ...revokingKeys, ...traces],
      ...endingOthers,
    ),
  ],
};
