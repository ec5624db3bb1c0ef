// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server.
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { rss } from '../../../test/support/feed-documents.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { until } from '../../../test/support/until.js';
import type { Page } from '../../../test/support/web-server.js';
import type { FilterContentDto } from './filters.dto.js';
import { MOST_FILTERS } from './filters.service.js';

let app: FeedsApp;
let team: Team;
let made = 0;
useFeedsApp((given) => ({ app, team } = given));

type Filter = Partial<FilterContentDto>;
const put = (page: string, document: Page) => app.web.put(`${team.host}/${page}`, document);
const follow = async (page: string, chosen: object = {}, by = team) =>
  (await by.subscribe(`http://${team.host}/${page}`, chosen)).result.subscriptionId;
async function filter(content: Filter, by = team): Promise<string> {
  made += 1;
  const wish = { name: `Filter ${made}`, action: 'drop', terms: [], ...content };
  return (await by.ask<{ id: string }>('POST', 'filters', wish)).id;
}
const titles = async (by = team) => (await by.titles()).sort();
const markedBy = async (id: string, by = team) =>
  (await by.read<{ data: { title: string }[] }>(`posts?mark=${id}`)).data.map(({ title }) => title).sort();

it('drops and marks what comes from then on, and keeps what is there', async () => {
  put('feed', rss('Feed', 'Old advertisement', 'Old news'));
  await follow('feed');
  await filter({ terms: ['ADVERTISEMENT', 'Publicité'] });
  const mark = await filter({ action: 'mark', terms: ['velo'] });
  put('feed', rss('Feed', 'Old news', 'New advertisement', 'Vélos', 'publicite', 'Plain:an advertisement', 'Rest'));
  await team.round();
  expect(await titles()).toEqual(['Old advertisement', 'Old news', 'Rest', 'Vélos']);
  expect(await markedBy(mark)).toEqual(['Vélos']);
  const [velos] = (await team.read<{ data: { marks: string[]; title: string }[] }>(`posts?mark=${mark}`)).data;
  expect(velos?.marks).toEqual([mark]);
  expect((await team.call('DELETE', `filters/${mark}`)).statusCode).toBe(204);
  expect(await titles()).toContain('Vélos');
});

it('what one tenant is not told of, others are', async () => {
  const [unlucky, other] = [await app.team(), await app.team()];
  put('feed', rss('Feed', 'one'));
  for (const each of [unlucky, other]) {
    await follow('feed', {}, each);
    await filter({ action: 'mark', terms: [] }, each);
  }
  await app.sql(`create function feeds.refuse_news() returns trigger language plpgsql as
      $$ begin if new.tenant_id = '${unlucky.tenant.id}' then raise 'No.'; end if; return new; end $$;
    create trigger refuse_news before update on feeds.marked_posts for each row execute function feeds.refuse_news()`);
  put('feed', rss('Feed', 'one', 'two'));
  await unlucky.round();
  const waiting = (by: Team) =>
    app.sql(`select from feeds.marked_posts where tenant_id = '${by.tenant.id}' and not announced`);
  await until(async () => (await waiting(other)).length === 0 && (await titles(other)).length === 2);
  expect(await waiting(unlucky)).toHaveLength(1);
  await app.sql('drop trigger refuse_news on feeds.marked_posts');
  await until(async () => (await waiting(unlucky)).length === 0);
});

it('of several, a post stays that one of those that keep matches and none that drops', async () => {
  put('feed', rss('Feed', 'sun', 'sun and rain', 'rain', 'snow', 'wind'));
  await filter({ action: 'keep', terms: ['sun', 'snow'] });
  await filter({ action: 'keep', terms: ['wind'] });
  await filter({ action: 'drop', terms: ['rain'] });
  await follow('feed');
  expect(await titles()).toEqual(['snow', 'sun', 'wind']);
});

it('may be for a subscription or a folder alone, and end with it', async () => {
  for (const page of ['a', 'b', 'c']) put(page, rss('Feed', `${page}1`));
  const folderId = await team.folder('Weather');
  const [a] = [await follow('a'), await follow('b', { folderId }), await follow('c')];
  await filter({ subscriptionId: a ?? null, terms: ['2'] });
  await filter({ folderId, terms: ['3'] });
  for (const page of ['a', 'b', 'c']) put(page, rss('Feed', `${page}2`, `${page}3`));
  await team.round();
  expect(await titles()).toEqual(['a1', 'a3', 'b1', 'b2', 'c1', 'c2', 'c3']);
  await team.call('DELETE', `folders/${folderId}`);
  expect((await team.read<{ data: object[] }>('filters')).data).toEqual([
    expect.objectContaining({ subscriptionId: a }),
  ]);
});

it('leaves what came before alone also when another tenant begins to follow the feed', async () => {
  const dropping = await filter({ terms: ['two'] });
  put('feed', rss('Feed', 'one', 'two'));
  await follow('feed');
  put('feed', rss('Feed', 'one', 'two', 'three', 'another two'));
  await team.round();
  expect((await team.call('DELETE', `filters/${dropping}`)).statusCode).toBe(204);
  const mark = await filter({ action: 'mark', terms: [] });
  const other = await app.team();
  await follow('feed', {}, other);
  expect(await titles(other)).toEqual(['another two', 'one', 'three', 'two']);
  expect([await titles(), await markedBy(mark)]).toEqual([['one', 'three'], []]);
});

it('a tenant filters for itself alone', async () => {
  const other = await app.team();
  const dropping = await filter({ terms: ['one'] });
  const marking = await filter({ action: 'mark', terms: [] });
  put('feed', rss('Feed', 'one', 'two'));
  await follow('feed');
  await follow('feed', {}, other);
  expect([await titles(), await titles(other)]).toEqual([['two'], ['one', 'two']]);
  expect(await markedBy(marking, other)).toEqual([]);
  expect((await other.call('DELETE', `filters/${dropping}`)).statusCode).toBe(404);
  const theirs = (await other.subscriptions())[0]?.id;
  expect(
    (await team.call('POST', 'filters', { name: 'x', action: 'drop', terms: [], subscriptionId: theirs })).json(),
  ).toMatchObject({ code: 'unknown_subscription', errors: [{ pointer: '/subscriptionId' }] });
});

it('an event tells once of marked posts, but not of those that a subscription begins with', async () => {
  put('feed', rss('Feed', 'one'));
  const subscriptionId = await follow('feed');
  const filterId = await filter({ action: 'mark', terms: [] });
  put('begun', rss('Feed', 'first'));
  await follow('begun');
  put('feed', rss('Feed', 'one', 'two', 'three'));
  const told = () =>
    app.sql<{ data: { filterId: string; subscriptionId: string; postIds: string[] } }>(
      `select payload->'data' as data from platform.outbox
       where tenant_id = '${team.tenant.id}' and payload->>'type' = 'feeds.posts.marked'`,
    );
  await team.round();
  await until(async () => (await told()).length > 0);
  await team.round();
  expect(await markedBy(filterId)).toEqual(['first', 'three', 'two']);
  const waiting = `select from feeds.marked_posts where tenant_id = '${team.tenant.id}' and not announced`;
  await until(async () => (await app.sql(waiting)).length === 0);
  expect((await told()).map(({ data }) => data)).toEqual([{ filterId, subscriptionId, postIds: expect.any(Array) }]);
  expect((await told())[0]?.data.postIds).toHaveLength(2);
});

it.each([
  ['a blank term', { terms: [' '] }, '/terms'],
  ['an accent without a letter', { terms: ['\u00b4'] }, '/terms'],
  ['a sign that texts are compared without', { terms: ['\u05be'] }, '/terms'],
  ['a term of accents alone', { terms: ['\u0301'] }, '/terms'],
  ['an unknown field', { fields: ['body'] }, '/fields'],
  ['no field', { fields: [] }, '/fields'],
  ['an unknown action', { action: 'hide' }, '/action'],
  ['eleven terms', { terms: Array.from({ length: 11 }, (_, i) => `term ${i}`) }, '/terms'],
])('refuses %s', async (_, content, pointer) => {
  const answer = await team.call('POST', 'filters', { name: 'x', action: 'drop', terms: ['a'], ...content });
  expect([answer.statusCode, answer.json().errors[0].pointer.startsWith(pointer)]).toEqual([400, true]);
});

it('says that a term is blank', async () => {
  const answer = await team.call('POST', 'filters', { name: 'x', action: 'drop', terms: ['\u00b4'] });
  expect(answer.json().errors).toEqual([expect.objectContaining({ pointer: '/terms', code: 'blank_term' })]);
});

it('changed, matches by its new terms, without the spaces around them', async () => {
  put('feed', rss('Feed', 'one'));
  await follow('feed');
  const id = await filter({ terms: ['rain'] });
  const content = { name: 'Snow', action: 'drop', terms: [' snow '] };
  await team.call('PUT', `filters/${id}`, content);
  put('feed', rss('Feed', 'one', 'rain', 'snow'));
  await team.round();
  expect(await titles()).toEqual(['one', 'rain']);
});

it('replaced, has a name of its own and places that there are; deleted, is at its version', async () => {
  await filter({ name: 'Rain' });
  const id = await filter({ name: 'Snow' });
  const put = async (content: object) => {
    const answer = await team.call('PUT', `filters/${id}`, { action: 'drop', terms: [], ...content });
    return [answer.statusCode, answer.json().code];
  };
  expect(await put({ name: 'RAIN' })).toEqual([409, 'filter_name_taken']);
  expect(await put({ name: 'x', folderId: newId() })).toEqual([422, 'unknown_folder']);
  expect(await put({ name: 'x', subscriptionId: newId() })).toEqual([422, 'unknown_subscription']);
  const gone = async (version: string) =>
    (await team.call('DELETE', `filters/${id}`, undefined, { 'if-match': version })).statusCode;
  expect([await gone('"v2"'), await gone('"v1"')]).toEqual([412, 204]);
});

it('refuses a name that another one has, an unknown folder, another version, and more than are applied', async () => {
  const content = { name: 'Rain', action: 'drop', terms: ['rain'] };
  const { id } = (await team.call('POST', 'filters', content)).json();
  expect((await team.call('POST', 'filters', { ...content, name: 'RAIN' })).json().code).toBe('filter_name_taken');
  const unknown = { ...content, name: 'x', folderId: newId() };
  expect((await team.call('POST', 'filters', unknown)).json().code).toBe('unknown_folder');
  const replaced = await team.call('PUT', `filters/${id}`, { ...content, terms: ['snow'] }, { 'if-match': '"v1"' });
  expect(replaced.json()).toMatchObject({ version: 2, terms: ['snow'], fields: ['title', 'content'] });
  expect((await team.call('PUT', `filters/${id}`, content, { 'if-match': '"v1"' })).statusCode).toBe(412);
  await app.sql(`insert into feeds.filters (tenant_id, id, name, action, fields, terms, keys)
    select '${team.tenant.id}', uuidv7(), 'Filter ' || i, 'mark', '{title}', '{}', '{}' from generate_series(2, ${MOST_FILTERS}) i`);
  expect((await team.call('POST', 'filters', { ...content, name: 'More' })).json().code).toBe('too_many_filters');
});

interface Item {
  readonly title: string;
  readonly author: string;
  readonly category: string;
  readonly text: string;
}
const word = fc.constantFrom('Été', 'ete', 'cœur', 'COEUR', 'C++', 'c', 'ciel bleu', 'bleu', 'æ', 'straße', 'l’eau');
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
const items: fc.Arbitrary<Item[]> = fc.array(fc.record({ title: words, author: word, category: word, text: words }), {
  minLength: 1,
  maxLength: 6,
});
const fields = fc.subarray(['title', 'author', 'tags', 'content', 'url'] as const, { minLength: 1 });
const filters = fc.uniqueArray(
  fc.record({
    action: fc.constantFrom('keep', 'drop', 'mark' as const),
    terms: fc.uniqueArray(word, { maxLength: 3 }),
    fields: fields.map((all) => [...all]),
    here: fc.boolean(),
  }),
  { maxLength: 5 },
);

/** Without case, accents and ligatures. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss');

function documentOf(posts: readonly Item[]): Page {
  const item = ({ title, author, category, text }: Item, at: number) =>
    `<item><guid isPermaLink="false">${at}</guid><link>https://posts.example/${at}</link><title>${title}</title><author>${author}</author>
     <category>${category}</category><description>&lt;i&gt;${text}&lt;/i&gt;</description></item>`;
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>${posts.map(item).join('')}</channel></rss>`;
  return { headers: { 'content-type': 'application/rss+xml' }, body };
}

it('stores and marks what a plain reading of the filters says', async () => {
  put('other', rss('Feed', 'other'));
  const elsewhere = await follow('other');
  let page = 0;
  await fc.assert(
    fc.asyncProperty(items, filters, async (posts, rules) => {
      page += 1;
      const path = `feed-${page}`;
      put(path, documentOf(posts));
      const ids = new Map<string, (typeof rules)[number]>();
      for (const { here, ...rule } of rules) {
        ids.set(await filter({ ...rule, ...(!here && { subscriptionId: elsewhere ?? null }) }), { here, ...rule });
      }
      const subscription = await follow(path);
      const matches = (post: Item, at: number, { terms, fields, here }: (typeof rules)[number]) => {
        const texts = { ...post, tags: post.category, content: post.text, url: `https://posts.example/${at}` };
        const contains = (term: string) => fields.some((field) => folded(texts[field]).includes(folded(term)));
        return here && (terms.length === 0 || terms.some(contains));
      };
      const stays = (post: Item, at: number) => {
        const keeping = rules.filter(({ action, here }) => action === 'keep' && here);
        const dropped = rules.some((rule) => rule.action === 'drop' && matches(post, at, rule));
        return !dropped && (keeping.length === 0 || keeping.some((rule) => matches(post, at, rule)));
      };
      const expected = posts.flatMap((post, at) => {
        if (!stays(post, at)) return [];
        const marks = [...ids].filter(([, rule]) => rule.action === 'mark' && matches(post, at, rule));
        return [{ url: `https://posts.example/${at}`, marks: marks.map(([id]) => id).sort() }];
      });
      const { data } = await team.read<{ data: { url: string; marks: string[] }[] }>(
        `posts?subscription=${subscription}`,
      );
      const given = data
        .map(({ url, marks }) => ({ url, marks: marks.sort() }))
        .sort((a, b) => (a.url < b.url ? -1 : 1));
      await app.sql(`delete from feeds.filters where tenant_id = '${team.tenant.id}'`);
      expect(given).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

it('requests at the same time create no more than are applied', async () => {
  await app.sql(`insert into feeds.filters (tenant_id, id, name, action, fields, terms, keys)
    select '${team.tenant.id}', uuidv7(), 'Filter ' || i, 'mark', '{title}', '{}', '{}' from generate_series(2, ${MOST_FILTERS}) i`);
  const create = (n: number) => team.call('POST', 'filters', { name: `At once ${n}`, action: 'drop', terms: ['rain'] });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => create(n)));
  const refused = answers.filter(({ statusCode }) => statusCode !== 201);
  expect(refused.map((answer) => answer.json().code)).toEqual(Array(7).fill('too_many_filters'));
});
