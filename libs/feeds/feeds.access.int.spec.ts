// Real: the whole API, a worker, PostgreSQL. Faked: the Internet, which answers nothing.
import { opmlOf } from '../../test/support/feed-documents.js';
import { type FeedsApp, Team, useFeedsApp } from '../../test/support/feeds-app.js';
import { callAs } from '../../test/support/signed-in.js';

let app: FeedsApp;
let team: Team;
useFeedsApp((given) => ({ app, team } = given));

/** Sends each request that changes what a team follows. @returns the statuses of the answers */
async function changes(by: Team, ids: Readonly<Record<'folders' | 'filters' | 'subscriptions', string>>) {
  const filter = { name: 'Theirs', action: 'drop', terms: [] };
  const answers: [string, number][] = [];
  for (const [method, path, body] of [
    ['POST', 'folders', { name: 'Theirs' }],
    ['PUT', `folders/${ids.folders}`, { name: 'Theirs' }],
    ['DELETE', `folders/${ids.folders}`, undefined],
    ['POST', 'filters', filter],
    ['PUT', `filters/${ids.filters}`, filter],
    ['DELETE', `filters/${ids.filters}`, undefined],
    ['POST', 'subscriptions', { url: 'http://news.example/feed' }],
    ['PATCH', `subscriptions/${ids.subscriptions}`, { title: 'Theirs' }],
    ['DELETE', `subscriptions/${ids.subscriptions}`, undefined],
  ] as const)
    answers.push([`${method} ${path.split('/')[0]}`, (await by.call(method, path, body)).statusCode]);
  return [...answers, ['POST opml', (await by.sendOpml(opmlOf('http://news.example/feed'))).statusCode]];
}

it('who may only read changes nothing of what the team follows, by their role or by that of a key', async () => {
  await team.importOpml(opmlOf('http://kept.example/feed'));
  const filters = (await team.call('POST', 'filters', { name: 'Ours', action: 'drop', terms: [] })).json().id;
  const ids = {
    folders: await team.folder('Ours'),
    filters,
    subscriptions: (await team.subscriptions())[0]?.id ?? '',
  };
  const wish = { name: 'Reads', scopes: ['feeds.read'] };
  const { key } = (await callAs(app.api, team.user.token, 'POST', '/v1/me/keys', wish)).json();
  for (const by of [await team.withUser('member'), new Team(app, team.tenant, { ...team.user, token: key })]) {
    for (const [request, status] of await changes(by, ids)) expect([request, status]).toEqual([request, 403]);
    for (const read of ['folders', 'filters', 'subscriptions', 'posts', 'opml', 'unread', 'labels', 'health'])
      expect([read, (await by.call('GET', read)).statusCode]).toEqual([read, 200]);
  }
  for (const [request, status] of await changes(team, ids)) expect([request, status]).not.toEqual([request, 403]);
});
