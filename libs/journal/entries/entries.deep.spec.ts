// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.

import { randomUUID } from 'node:crypto';
import { newId } from '#platform/ids';
import { DataKey, MasterKey } from '#platform/keys';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import type { EntryDto } from './entries.dto.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const url = '/v1/journal/entries';
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const today = daysAgo(0);

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '', body?: object, version?: number, by = person) =>
  callAs(api, by.token, method, `${url}${path}`, body, version === undefined ? {} : { 'if-match': `"v${version}"` });
const write = async (body: object): Promise<EntryDto> => (await call('POST', '', { day: today, ...body })).json();
const days = async (query: string) => (await call('GET', `?${query}`)).json().data.map(({ day }: EntryDto) => day);
const faults = async (body: object) => {
  const answer = await call('POST', '', { day: today, ...body });
  return [answer.statusCode, ...(answer.json().errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
};
const sql = <Row extends object>(text: string) =>
  runSql<Row>(api.database.adminUrl, `set app.tenant_id = '${tenant.id}'; ${text}`);

describe('an entry', () => {
  it('is written with all it has, and read again', async () => {
    const entry = {
      id: newId(),
      day: daysAgo(3),
      mood: 7,
      scores: { craving: 2, sleep: 10 },
      tags: ['work', 'été'],
      addictions: [newId()],
      attachments: [newId(), newId()],
      reflection: '# A calm day\n\nI called Élodie. 🌿',
    };
    const answer = await call('POST', '', entry);
    expect([answer.statusCode, answer.headers.location]).toEqual([201, `${url}/${entry.id}`]);
    expect(answer.json()).toEqual({
      ...entry,
      version: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const read = await call('GET', `/${entry.id}`);
    expect([read.headers.etag, read.json()]).toEqual(['"v1"', answer.json()]);
  });

  it('is the same whether its id was made by the device or here, and follows the ones before', async () => {
    const said = { mood: 7, scores: { craving: 2 }, tags: ['work'], attachments: [newId()], reflection: 'A calm day.' };
    const positions = async () =>
      (
        await sql<{ position: number }>(
          `select position from journal.entries where user_id = '${person.id}' order by id`,
        )
      ).map(({ position }) => position);
    const [first, second] = [await write({ ...said, id: newId() }), await write(said)];
    const { id: _first, createdAt: _c, updatedAt: _u, ...entry } = first;
    expect(second).toMatchObject(entry);
    expect(await positions()).toEqual([1, 2]);
    await Promise.all([1, 2, 3, 4].map(() => write(said)));
    expect((await positions()).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is encrypted with the key that the journal has now, whatever this process knew of it', async () => {
    await write({ reflection: 'With the first key' });
    const { sealed } = DataKey.draw(api.app.get(MasterKey), `journal.data-key ${person.id}`);
    await sql(`
      delete from journal.entries where user_id = '${person.id}';
      update platform.person_keys set sealed = '\\x${sealed.toString('hex')}' where user_id = '${person.id}'`);
    const { id } = await write({ reflection: 'With the second key' });
    expect((await call('GET', `/${id}`)).json().reflection).toBe('With the second key');
  });

  it('may say nothing but the day', async () => {
    const { mood, scores, tags, addictions, attachments, reflection } = await write({});
    expect({ mood, scores, tags, addictions, attachments, reflection }).toEqual({
      mood: null,
      scores: {},
      tags: [],
      addictions: [],
      attachments: [],
      reflection: '',
    });
  });

  it('keeps what it said before each change, and takes none at another version', async () => {
    const attachments = [newId()];
    const { id } = await write({ mood: 3, reflection: 'First', attachments });
    const replaced = await call('PUT', `/${id}`, { day: daysAgo(1), reflection: 'Second', tags: ['late'] }, 1);
    expect(replaced.json()).toMatchObject({ version: 2, day: daysAgo(1), mood: null, reflection: 'Second' });
    const lost = await call('PUT', `/${id}`, { day: today, reflection: 'Lost' }, 1);
    expect([lost.statusCode, lost.headers.etag]).toEqual([412, '"v2"']);
    await call('PUT', `/${id}`, { day: today }, 2);
    const { data } = (await call('GET', `/${id}/versions`)).json();
    const said = ({ version, day, mood, reflection, attachments }: EntryDto) => [
      ...[version, day, mood, reflection],
      attachments,
    ];
    expect(data.map(said)).toEqual([
      [2, daysAgo(1), null, 'Second', []],
      [1, today, 3, 'First', attachments],
    ]);
    expect((await call('GET', `/${id}/versions?limit=1`)).json().page.next).not.toBeNull();
  });

  it('that is deleted leaves nothing but that it was there', async () => {
    const { id } = await write({ reflection: 'First', tags: ['secret-tag'] });
    await call('PUT', `/${id}`, { day: today, reflection: 'Second' }, 1);
    expect((await call('DELETE', `/${id}`, undefined, 1)).statusCode).toBe(412);
    expect((await call('DELETE', `/${id}`, undefined, 2)).statusCode).toBe(204);
    expect((await call('GET', `/${id}`)).json().code).toBe('entry_not_found');
    expect((await call('DELETE', `/${id}`, undefined, 2)).json().code).toBe('entry_not_found');
    for (const version of [2, 3]) {
      expect((await call('PUT', `/${id}`, { day: today }, version)).json().code).toBe('entry_not_found');
    }
    expect((await call('GET', `/${id}/versions`)).json().code).toBe('entry_not_found');
    expect((await call('POST', '', { id, day: today })).json().code).toBe('id_taken');
    const left = await sql(`select kind, version from journal.deletions where id = '${id}'`);
    expect(left).toEqual([{ kind: 'entry', version: 3 }]);
  });

  it('is not created twice under one id', async () => {
    const { id } = await write({ mood: 1 });
    const again = await call('POST', '', { id, day: today, mood: 9 });
    expect([again.statusCode, again.json().code]).toEqual([409, 'id_taken']);
    expect((await call('GET', `/${id}`)).json().mood).toBe(1);
  });

  it('is refused as a change of what there is not', async () => {
    for (const version of ['*', '"v0"']) {
      const headers = { 'if-match': version };
      const change = await callAs(api, person.token, 'PUT', `${url}/${newId()}`, { day: today }, headers);
      expect([change.statusCode, change.json().code]).toEqual([404, 'entry_not_found']);
    }
  });

  it('is of a day that is kept, and not of one to come', async () => {
    for (const day of ['1850-01-01', daysAgo(731), daysAgo(-2), '2999-01-01']) {
      const answer = await call('POST', '', { day });
      expect([day, answer.statusCode, answer.json().code]).toEqual([day, 400, 'day_not_kept']);
      expect(answer.json().errors[0].pointer).toBe('/day');
    }
    for (const day of [daysAgo(729), today]) expect((await call('POST', '', { day })).statusCode).toBe(201);
  });

  it.each(['entries', 'addictions', 'relapses'])('has a UUIDv7 where the device made its id: of %s', async (noun) => {
    const answer = await callAs(api, person.token, 'POST', `/v1/journal/${noun}`, { id: randomUUID() });
    expect([answer.statusCode, answer.json().errors]).toEqual([
      400,
      expect.arrayContaining([expect.objectContaining({ pointer: '/id', code: 'not_a_uuid' })]),
    ]);
  });

  it('is refused with pointers to what is wrong', async () => {
    expect(await faults({ day: '2026-02-30' })).toEqual([400, '/day']);
    expect(await faults({ mood: 0 })).toEqual([400, '/mood']);
    expect(await faults({ mood: 11 })).toEqual([400, '/mood']);
    expect(await faults({ scores: { craving: 10.5, sleep: -1, joy: 3 } })).toEqual([
      400,
      '/scores/joy',
      '/scores/craving',
      '/scores/sleep',
    ]);
    expect(await faults({ tags: ['a', 'a'] })).toEqual([400, '/tags']);
    expect(await faults({ addictions: ['0198C2F4-7F3E-7C55-9B1E-3B1C9A2D4E5F'] })).toEqual([400, '/addictions']);
    for (const attachments of [Array.from({ length: 11 }, newId), ['a'], 'a'])
      expect(await faults({ attachments })).toEqual([400, '/attachments']);
    expect(await faults({ reflection: 'x'.repeat(20_001) })).toEqual([400, '/reflection']);
    expect(await faults({ reflection: 'é'.repeat(20_000) })).toEqual([201]);
    expect((await call('POST', '', { day: today, reflection: 'x'.repeat(1_100_000) })).statusCode).toBe(413);
  });
});

describe('entries', () => {
  it('are listed by period, tag and score, in pages', async () => {
    const of = (ago: number, tag: string, craving: number) =>
      write({ day: daysAgo(ago), tags: [tag], mood: 10 - craving, scores: { craving } });
    for (const [ago, tag, craving] of [
      [3, 'work', 8],
      [2, 'home', 5],
      [1, 'work', 1],
    ] as const)
      await of(ago, tag, craving);
    const [a, b, c] = [daysAgo(3), daysAgo(2), daysAgo(1)];
    expect(await days('')).toEqual([c, b, a]);
    expect(await days('sort=day')).toEqual([a, b, c]);
    expect(await days(`from=${b}`)).toEqual([c, b]);
    expect(await days(`from=${a}&to=${b}`)).toEqual([b, a]);
    expect(await days('tag=work')).toEqual([c, a]);
    expect(await days('score=craving:5..8')).toEqual([b, a]);
    expect(await days('score=mood:9..9')).toEqual([c]);
    expect(await days('score=sleep:0..10')).toEqual([]);
    expect(await days(`tag=work&score=craving:8..10&to=${b}`)).toEqual([a]);
    const { page } = (await call('GET', '?limit=2')).json();
    expect(await days(`limit=2&cursor=${page.next}`)).toEqual([a]);
    expect((await call('GET', '?page=1&pageSize=2')).json().page).toMatchObject({ totalItems: 3, totalPages: 2 });
    for (const score of ['joy:1..2', 'craving:1', 'craving:11..12']) {
      expect((await call('GET', `?score=${score}`)).json().errors[0]).toMatchObject({ pointer: '/score' });
    }
  });

  it('of one person are seen by nobody else: not by the owner of the tenant, and not with a key', async () => {
    const entry = await write({ reflection: 'For me alone', tags: ['mine'] });
    const owner = await signedIn(api, tenant, 'owner');
    for (const by of [owner, await signedIn(api, tenant, 'member')]) {
      expect((await call('GET', '', undefined, undefined, by)).json().data).toEqual([]);
      expect((await call('GET', `/${entry.id}`, undefined, undefined, by)).statusCode).toBe(404);
      expect((await call('PUT', `/${entry.id}`, { day: today }, 1, by)).statusCode).toBe(404);
      expect((await call('DELETE', `/${entry.id}`, undefined, 1, by)).statusCode).toBe(404);
      expect((await call('GET', `/${entry.id}/versions`, undefined, undefined, by)).statusCode).toBe(404);
    }
    const { key } = (
      await callAs(api, owner.token, 'POST', '/v1/keys', { kind: 'secret', name: 'K', scopes: ['journal.read'] })
    ).json();
    const byKey = await callAs(api, key, 'GET', url);
    expect([byKey.statusCode, byKey.json().code]).toEqual([403, 'no_account']);
    expect((await call('GET', `/${entry.id}`)).json()).toEqual(entry);
  });

  it('may have the ids of another person’s, without either knowing', async () => {
    const { id } = await write({ mood: 2 });
    const other = await signedIn(api, tenant, 'member');
    const twin = await call('POST', '', { id, day: today, mood: 9 }, undefined, other);
    expect(twin.statusCode).toBe(201);
    expect((await call('GET', `/${id}`)).json().mood).toBe(2);
  });
});

describe('the database', () => {
  const secret = 'what only I may read';

  it('holds reflections encrypted, and each for one entry alone', async () => {
    const [one, other] = [await write({ reflection: secret }), await write({ reflection: 'something else' })];
    await call('PUT', `/${one.id}`, { day: today, reflection: `${secret}!` }, 1);
    const dump = await sql<{ text: string }>(`
      select encode(reflection, 'escape') as text from journal.entries
      union all select encode(reflection, 'escape') from journal.entry_versions`);
    expect(dump.length).toBeGreaterThan(2);
    expect(dump.filter(({ text }) => text?.includes(secret))).toEqual([]);
    await sql(`update journal.entries set reflection = (select reflection from journal.entries where id = '${one.id}')
      where id = '${other.id}'`);
    expect((await call('GET', `/${other.id}`)).json().code).toBe('journal_sealed');
    expect((await call('GET', `/${one.id}`)).json().reflection).toBe(`${secret}!`);
  });

  it('has the entries of a person in one partition', async () => {
    for (const ago of [1, 2, 3, 400]) await write({ day: daysAgo(ago) });
    const parts = await sql(`select distinct tableoid::regclass from journal.entries where user_id = '${person.id}'`);
    expect(parts).toHaveLength(1);
  });
});
