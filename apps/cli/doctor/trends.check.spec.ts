import { Settings } from '#platform/config';
import { checkTrends } from './trends.check.js';

const judged = async (given: Partial<Settings>) =>
  (await checkTrends({ settings: Object.assign(new Settings(), given) }))[0];

it('warns of trends that no mail server takes away', async () => {
  const trendsMail = ['a@operators.example'];
  expect(await judged({ trendsMail })).toMatchObject({
    state: 'warning',
    summary: expect.stringContaining('MAIL_URL'),
  });
  expect(await judged({ trendsMail, mailUrl: 'smtps://mail.example' })).toMatchObject({ state: 'fine' });
  expect(await judged({ trendsUrl: 'https://hooks.slack.com/services/1' })).toMatchObject({ state: 'fine' });
  expect(await judged({})).toMatchObject({ state: 'fine' });
});
