// Real: the whole API, a worker, PostgreSQL, the threads that read documents, a web server. Faked: the Internet, whose hosts
// all lead to that server; the labels of somebody who has as many as are kept, which SQL wrote.
import { newId } from '#platform/ids';
import { openEventStream } from '../../../test/support/event-stream.js';
import { type FeedsApp, type Team, useFeedsApp } from '../../../test/support/feeds-app.js';
import { MOST_LABELS } from './labels.service.js';

let app: FeedsApp;
let team: Team;
let reader: Team;
useFeedsApp(async (given) => {
  ({ app, team } = given);
  reader = await team.withUser('member');
  team.put('feed', 'one', 'two', 'three');
  await team.follow('feed');
});

interface Post {
  readonly id: string;
  readonly title: string;
  readonly labels: readonly string[];
}
const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, by = reader, version = '*') =>
  by.call(method, path, body, { 'if-match': version });
const labelled = async (label: string, by = reader, query = '') =>
  (await call('GET', `posts?label=${label}${query}`, undefined, by)).json().data.map(({ title }: Post) => title);
const idOf = async (title: string): Promise<string> =>
  (await call('GET', 'posts')).json().data.find((post: Post) => post.title === title)?.id;
const create = async (name: string, by = reader): Promise<string> =>
  (await call('POST', 'labels', { name }, by)).json().id;
const set = (posts: readonly string[], states: object, by = reader) =>
  call('POST', 'posts/states', { posts, ...states }, by);

it('posts are listed by the labels that their reader gave them', async () => {
  const [later, work] = [await create('Later'), await create('Work')];
  const [one, two] = [await idOf('one'), await idOf('two')];
  await set([one, two], { addLabels: [later] });
  await set([two], { addLabels: [work], starred: true });
  expect((await labelled(later)).sort()).toEqual(['one', 'two']);
  expect(await labelled(work)).toEqual(['two']);
  expect(await labelled(later, reader, '&starred=true')).toEqual(['two']);
  expect((await call('GET', `posts/${two}`)).json().labels.sort()).toEqual([later, work].sort());
  await set([two], { removeLabels: [later], read: true });
  expect(await labelled(later)).toEqual(['one']);
  expect(await labelled(work, reader, '&unread=true')).toEqual([]);
  expect((await call('DELETE', `labels/${work}`)).statusCode).toBe(204);
  expect((await call('GET', `posts/${two}`)).json()).toMatchObject({ labels: [], starred: true, read: true });
});

it('labels are of their user alone', async () => {
  const mine = await create('Mine');
  const other = await team.withUser('member');
  const one = await idOf('one');
  await set([one], { addLabels: [mine] });
  expect(await labelled(mine, other)).toEqual([]);
  expect((await call('GET', 'labels', undefined, other)).json().data).toEqual([]);
  expect((await call('GET', `posts/${one}`, undefined, other)).json().labels).toEqual([]);
  expect((await call('PUT', `labels/${mine}`, { name: 'Theirs' }, other)).json()).toMatchObject({
    code: 'label_not_found',
  });
  expect((await call('DELETE', `labels/${mine}`, undefined, other)).json()).toMatchObject({ code: 'label_not_found' });
  expect((await set([one], { addLabels: [mine] }, other)).json()).toMatchObject({
    code: 'unknown_label',
    errors: [{ pointer: '/addLabels/0' }],
  });
  await set([one], { removeLabels: [mine] }, other);
  expect(await labelled(mine)).toEqual(['one']);
});

it('a name is of one label of a user, whatever its case', async () => {
  const first = await create('Later');
  expect((await call('POST', 'labels', { name: 'LATER' })).json()).toMatchObject({ code: 'label_name_taken' });
  const second = await create('Work');
  expect((await call('PUT', `labels/${second}`, { name: 'later' })).json()).toMatchObject({ code: 'label_name_taken' });
  expect((await call('PUT', `labels/${first}`, { name: 'Later!' }, reader, '"v1"')).json()).toMatchObject({
    version: 2,
  });
  expect((await call('PUT', `labels/${first}`, { name: 'Again' }, reader, '"v1"')).statusCode).toBe(412);
  expect((await call('DELETE', `labels/${first}`, undefined, reader, '"v1"')).statusCode).toBe(412);
  expect((await call('GET', 'labels')).json().data.map(({ name }: { name: string }) => name)).toEqual([
    'Later!',
    'Work',
  ]);
  const other = await team.withUser('member');
  expect((await call('POST', 'labels', { name: 'Work' }, other)).statusCode).toBe(201);
});

it('refuses more labels than are kept', async () => {
  await app.sql(`insert into feeds.labels (tenant_id, user_id, id, name)
    select '${team.tenant.id}', '${reader.user.id}', uuidv7(), 'Label ' || i from generate_series(1, ${MOST_LABELS - 1}) i`);
  expect((await call('POST', 'labels', { name: 'Last' })).statusCode).toBe(201);
  expect((await call('POST', 'labels', { name: 'More' })).json()).toMatchObject({ code: 'too_many_labels' });
});

it('gives no label where one is unknown, and tells of posts that there are not', async () => {
  const label = await create('Later');
  const one = await idOf('one');
  expect((await set([one], { addLabels: [label, newId()], read: true })).statusCode).toBe(422);
  expect((await call('GET', `posts/${one}`)).json()).toMatchObject({ labels: [], read: false });
  const unknown = newId();
  expect((await set([unknown, one], { addLabels: [label] })).json().data).toEqual([
    { id: unknown, status: 404 },
    { id: one, status: 200 },
  ]);
  const [upper, other] = [await idOf('two'), await create('Work')].map((id) => id.toUpperCase());
  expect((await set([upper ?? ''], { addLabels: [other] })).json().data).toEqual([{ id: upper, status: 200 }]);
});

it('the devices of a reader, and all of a team, hear that counts changed', async () => {
  const url = await app.api.listen();
  const follow = ({ user }: Team) => openEventStream(`${url}/v1/events`, { authorization: `Bearer ${user.token}` });
  const other = await team.withUser('member');
  const [mine, theirs] = [await follow(reader), await follow(other)];
  await set([await idOf('one')], { read: true });
  expect(await mine.next()).toMatchObject({ event: 'unread.changed' });
  await call('POST', 'posts/read', {});
  expect(await mine.next()).toMatchObject({ event: 'unread.changed' });
  team.put('feed', 'four');
  await team.round();
  expect(await theirs.next()).toMatchObject({ event: 'unread.changed' });
  const { unread } = (await call('GET', 'unread', undefined, other)).json();
  expect(unread).toBe(4);
  for (const stream of [mine, theirs]) stream.abort();
});

it('requests at the same time create no more than are kept', async () => {
  await app.sql(`insert into feeds.labels (tenant_id, user_id, id, name)
    select '${team.tenant.id}', '${reader.user.id}', uuidv7(), 'Label ' || i from generate_series(2, ${MOST_LABELS}) i`);
  const create = (n: number) => call('POST', 'labels', { name: `At once ${n}` });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => create(n)));
  const refused = answers.filter(({ statusCode }) => statusCode !== 201);
  expect(refused.map((answer) => answer.json().code)).toEqual(Array(7).fill('too_many_labels'));
});
