import { password } from '../../../test/support/people.js';
import { call, type QueryCounts } from '../../../test/support/query-counts.js';
import { newPassword, noToken, to } from '../realm/realm.query-counts.js';

/** Before a password is compared. */
const trying = [
  ...['auth.sign-in-tries.closed', 'auth.sign-in-tries.count', 'auth.sign-in-tries.take-turn'],
  ...['auth.users.by-email', 'auth.sign-in.try-write'],
];

export const queryCounts: QueryCounts = {
  'POST /v1/auth/{tenant}/login': async (shop) => {
    const { user } = await shop.member();
    return [
      call(
        to(shop, 'login', { email: user.email, password }),
        ...[...trying, 'auth.sign-in-tries.forget', 'auth.sign-in-tries.give-back', 'auth.sign-in-tries.put-back'],
        ...['auth.users.note-sign-in', 'auth.users.by-id', 'auth.known-devices.insert', 'audit.lines.insert'],
        ...['auth.sessions.lock-user', 'auth.sessions.insert'],
      ),
      {
        ...call(
          to(shop, 'login', { email: 'new@example.org', password: newPassword }),
          ...[...trying, 'auth.sign-in-tries.count'],
        ),
        refused: 'sign_in_refused',
      },
    ];
  },
  'POST /v1/auth/{tenant}/refresh': async (shop) => {
    const { refreshToken } = await shop.session(await shop.member());
    return [
      call(to(shop, 'refresh', { refreshToken }), 'auth.sessions.find', 'auth.sessions.rotate'),
      { ...call(to(shop, 'refresh', { refreshToken: noToken })), refused: 'refresh_refused' },
    ];
  },
  'POST /v1/auth/{tenant}/logout': async (shop) => {
    const { refreshToken } = await shop.session(await shop.member());
    const ends = ['auth.revocations.insert', 'auth.sessions.end', 'audit.lines.insert'];
    return [
      call(to(shop, 'logout', { refreshToken }), 'auth.sessions.find', 'auth.sessions.find', ...ends),
      call(to(shop, 'logout', { refreshToken: noToken })),
    ];
  },
};
