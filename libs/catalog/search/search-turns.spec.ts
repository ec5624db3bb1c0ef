import { setImmediate as turn } from 'node:timers/promises';
import type { Settings } from '#platform/config';
import { SearchTurns } from './search-turns.js';

/** Searches that run until they are ended, and the stores whose searches have begun, in order. */
function searches(databasePoolSize: number) {
  const turns = new SearchTurns({ databasePoolSize } as Settings);
  const begun: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const search = (tenantId: string) =>
    turns.take(tenantId, () => {
      begun.push(tenantId);
      return new Promise<string>((resolve, reject) =>
        ends.push((error) => (error ? reject(error) : resolve(tenantId))),
      );
    });
  return { begun, ends, search };
}

it('runs half as many as there are connections, of one store half of these', async () => {
  const { begun, ends, search } = searches(8);
  const all = Promise.allSettled(['a', 'a', 'a', 'b', 'b', 'c'].map(search));
  await turn();
  expect(begun).toEqual(['a', 'a', 'b', 'b']);
  ends[2]?.();
  await turn();
  expect(begun).toEqual(['a', 'a', 'b', 'b', 'c']);
  ends[0]?.(new Error('lost'));
  await turn();
  expect(begun).toEqual(['a', 'a', 'b', 'b', 'c', 'a']);
  for (const end of ends) end();
  expect((await all).map(({ status }) => status).sort()).toEqual([...Array(5).fill('fulfilled'), 'rejected']);
});

it('runs one where there is one connection', async () => {
  const { begun, ends, search } = searches(1);
  const all = ['a', 'b'].map(search);
  await turn();
  expect(begun).toEqual(['a']);
  ends[0]?.();
  await turn();
  ends[1]?.();
  expect(await Promise.all(all)).toEqual(['a', 'b']);
});

it('refuses a store of which fifty wait, and no other', async () => {
  const { begun, ends, search } = searches(4);
  const all = Array.from({ length: 51 }, () => search('a'));
  await expect(search('a')).rejects.toMatchObject({ code: 'search_busy', status: 503 });
  all.push(search('b'));
  await turn();
  expect(begun).toEqual(['a', 'b']);
  for (let i = 0; i < all.length; i += 1) {
    ends[i]?.();
    await turn();
  }
  expect(await Promise.all(all)).toHaveLength(52);
});
