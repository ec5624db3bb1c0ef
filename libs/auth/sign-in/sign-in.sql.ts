import { statement } from '#platform/database';

/** Changes nothing, and fails where the database is read-only. */
export const tryWrite = statement<object, []>({
  name: 'auth.sign-in.try-write',
  text: 'update auth.users set last_sign_in_at = last_sign_in_at where false',
});
