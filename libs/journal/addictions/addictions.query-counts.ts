import { newId } from '#platform/ids';
import { as, call, get, ofVersion, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const contents = {
  addictions: { kind: 'alcohol', start: '2026-01-15', name: 'Wine' },
  relapses: { addictionId: newId(), day: '2026-03-08', note: 'After work.' },
};

/** The statements of records of one kind, which somebody has. */
function countsOf(noun: keyof typeof contents): QueryCounts {
  const [url, content] = [`/v1/journal/${noun}`, contents[noun]];
  const statement = (what: string) => `journal.${noun}.${what}`;
  const known = ['journal.journals.lock', 'journal.deletions.of', statement('by-id')];
  const holder = async (shop: Shop) => {
    const { token } = await shop.admin();
    const { id } = await shop.ask<{ id: string }>(token, url, content);
    return { token, of: `${url}/${id}` };
  };
  return {
    [`GET ${url}/{id}`]: async (shop) => {
      const { token, of } = await holder(shop);
      return [call(as(token, get(of)), statement('by-id'))];
    },
    [`POST ${url}`]: async (shop) => {
      const { token } = await holder(shop);
      return [call(as(token, post(url, content)), ...known, statement('write'))];
    },
    [`PUT ${url}/{id}`]: async (shop) => {
      const { token, of } = await holder(shop);
      return [
        call(as(token, ofVersion(1, put(of, content))), ...known, 'journal.deletions.forget', statement('write')),
      ];
    },
    [`DELETE ${url}/{id}`]: async (shop) => {
      const { token, of } = await holder(shop);
      const parts = noun === 'addictions' ? ['journal.relapses.of-addictions'] : [];
      const statements = [...known, ...parts, statement('delete'), 'journal.deletions.insert'];
      return [call(as(token, ofVersion(1, remove(of))), ...statements)];
    },
  };
}

export const queryCounts: QueryCounts = { ...countsOf('addictions'), ...countsOf('relapses') };
