/** Real: PostgreSQL, on which the roles of another deployment exist. Faked: nothing. */
import { testDatabase } from '../../../test/support/test-database.js';
import { prepareTarget } from './target.js';

it('names the way out where an interrupted climb left roles whose passwords nobody knows', async () => {
  const test = await testDatabase();
  try {
    const database = Object.assign(new URL(test.adminUrl), { pathname: '/postgres' }).href;
    await expect(prepareTarget({ database })).rejects.toMatchObject({
      code: 'target_passwords_unknown',
      detail: { en: expect.stringContaining('--reset-passwords'), fr: expect.stringContaining('--reset-passwords') },
    });
  } finally {
    await test.close();
  }
});
