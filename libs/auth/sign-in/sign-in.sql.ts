import { statement } from '#platform/database';

/** Changes nothing, and is refused where nothing can be written. */
export const tryWrite = statement<object, []>({
  name: 'auth.sign-in.try-write',
  text: 'update auth.users set last_sign_in_at = last_sign_in_at where false',
});
