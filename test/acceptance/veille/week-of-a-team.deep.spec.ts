// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server with the feeds and the receiver of
// the team's messages. Faked: the Internet, whose hosts all lead to that server; the time, which rounds and SQL move.
import { enforceRetention } from '../../support/enforce-retention.js';
import { rss } from '../../support/feed-documents.js';
import { FeedsApp, type Team } from '../../support/feeds-app.js';
import { ReaderClient } from '../../support/reader-client.js';
import { callAs, type SignedIn, signedIn } from '../../support/signed-in.js';
import { until } from '../../support/until.js';

interface Post {
  readonly id: string;
  readonly title: string;
  readonly starred: boolean;
}

let app: FeedsApp;
let team: Team;
let anna: SignedIn;
let ben: SignedIn;
/** The titles of the posts at the end of the week. */
let came: string[];
/** Of the subscriptions, by their titles. */
const ids: Record<string, string> = {};
const hook = 'hooks.example/team';
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const sites = ['city.example/feed', 'rail.example/feed', 'bikes.example/feed'];

const ask = async (by: SignedIn, method: 'GET' | 'POST', path: string, body?: object) => {
  const answer = await callAs(app.api, by.token, method, `/v1/${path}`, body);
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
  return answer.json();
};
const posts = async (by: SignedIn, query: string): Promise<Post[]> =>
  (await ask(by, 'GET', `feeds/posts?limit=100&${query}`)).data;
const titles = async (by: SignedIn, query: string) => (await posts(by, query)).map(({ title }) => title).sort();
const told = () => app.web.at(hook).flatMap(({ body }) => (body ? [JSON.parse(body)] : []));

/** What each site has published until the end of a day. */
function publish(day: number): void {
  for (const site of sites) {
    const name = site.split('.', 1)[0];
    const news = days.slice(0, day + 1).flatMap((each) => [`${each} ${name}`, `${each} ${name} advertisement`]);
    app.web.put(site, rss(`The ${name}`, ...news.reverse()));
  }
}

beforeAll(async () => {
  app = await FeedsApp.start();
  // By http, which only hosts in the networks of the tenant may have.
  team = await app.team({ product: 'veille', networks: ['93.184.216.34/32'] });
  [anna, ben] = [await signedIn(app.api, team.tenant, 'admin'), await signedIn(app.api, team.tenant, 'member')];
  app.web.put(hook);
  const events = ['feeds.posts.marked', 'feeds.feed.failing', 'feeds.feed.recovered'];
  await ask(anna, 'POST', 'webhooks', { url: `http://${hook}`, events });
  publish(0);
  const outlines = sites.map((site) => `<outline type="rss" text="${site}" xmlUrl="http://${site}"/>`).join('');
  await team.importOpml(`<opml version="2.0"><body><outline text="Transport">${outlines}</outline></body></opml>`);
  await until(async () => (await titles(anna, '')).length === 6);
  for (const { id, url } of await team.subscriptions()) ids[new URL(url).hostname.split('.', 1)[0] ?? ''] = id;
  await ask(anna, 'POST', 'feeds/filters', { name: 'No advertisements', action: 'drop', terms: ['ADVERTISEMENT'] });
  await ask(anna, 'POST', 'feeds/filters', { name: 'Rail', action: 'mark', terms: [], subscriptionId: ids.rail });
  for (let day = 1; day < days.length; day += 1) {
    publish(day);
    // On Wednesday the city's server is down all day.
    if (day === 2) app.web.put('city.example/feed', { status: 503 });
    for (let round = 0; round < 3; round += 1) {
      // The minute for which a server that is down is left alone has passed.
      await app.sql("update feeds.hosts set next_at = now() where host like 'busy:%'");
      await team.round();
    }
  }
  came = await titles(anna, '');
});
afterAll(() => app?.close());

it('what came is filtered, and each post is there once', () => {
  const wanted = sites.flatMap((site) => days.map((day) => `${day} ${site.split('.', 1)[0]}`));
  const first = sites.map((site) => `Monday ${site.split('.', 1)[0]} advertisement`);
  expect(came).toEqual([...wanted, ...first].sort());
});

it('the team heard of the marked feed each day, and that a server was down and came back', async () => {
  await until(() => told().length >= 6);
  const of = (type: string) => told().filter((message) => message.type === type);
  const marked = of('feeds.posts.marked').flatMap(({ data }) => data.posts.map(({ title }: Post) => title));
  expect(marked).toEqual(days.slice(1).map((day) => `${day} rail`));
  expect(of('feeds.feed.failing').map(({ data }) => data.subscriptionId)).toEqual([ids.city]);
  expect(of('feeds.feed.recovered').map(({ data }) => data.subscriptionId)).toEqual([ids.city]);
});

it('each reads on their own, on the web and on the phone', async () => {
  const all = (await ask(anna, 'GET', 'feeds/unread')).unread;
  const { key } = await ask(ben, 'POST', 'me/keys', { name: 'Phone', scopes: ['feeds.read'] });
  const phone = await ReaderClient.signIn(app.api, ben.person.user.email, key);
  await phone.edit('mark-all-as-read', { s: `feed/${ids.rail}` });
  const mine = await ask(ben, 'GET', 'feeds/unread');
  expect(mine.subscriptions.map(({ id }: { id: string }) => id)).not.toContain(ids.rail);
  expect(mine.unread).toBe(all - (await titles(ben, `subscription=${ids.rail}`)).length);
  expect((await ask(anna, 'GET', 'feeds/unread')).unread).toBe(all);
});

it('what somebody found and starred stays when the rest is too old', async () => {
  const [found] = await posts(anna, 'q=bikes%20thursd');
  expect(found?.title).toBe('Thursday bikes');
  const label = (await ask(anna, 'POST', 'feeds/labels', { name: 'For the report' })).id;
  await ask(anna, 'POST', 'feeds/posts/states', { posts: [found?.id], starred: true, addLabels: [label] });
  await app.sql(
    `update feeds.posts set received_at = now() - interval '5 years' where tenant_id = '${team.tenant.id}'`,
  );
  await enforceRetention(app.database);
  expect(await titles(anna, '')).toEqual(['Thursday bikes']);
  expect(await titles(anna, `label=${label}`)).toEqual(['Thursday bikes']);
  expect(await titles(ben, 'starred=true')).toEqual([]);
});
