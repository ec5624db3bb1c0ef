import { CoalescedReads } from './coalesced-reads.js';

const asked: string[][] = [];
const reads = new CoalescedReads(async (keys) => {
  asked.push(keys);
  if (keys.includes('bad')) throw new Error('away');
  return keys.map((key) => (key === 'none' ? undefined : `value of ${key}`));
});
beforeEach(() => asked.splice(0));

it('reads the keys of one turn at once, each once, and gives each caller its own', async () => {
  const found = await Promise.all([reads.read(['a', 'tag']), reads.read(['b', 'tag', 'none']), reads.read([])]);
  expect(found).toEqual([['value of a', 'value of tag'], ['value of b', 'value of tag', undefined], []]);
  expect(asked).toEqual([['a', 'tag', 'b', 'none']]);
});

it('reads again for who asks later', async () => {
  await reads.read(['a']);
  await reads.read(['a']);
  expect(asked).toEqual([['a'], ['a']]);
});

it('fails for all who asked together, and works again', async () => {
  const found = await Promise.allSettled([reads.read(['a']), reads.read(['bad'])]);
  expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await reads.read(['a'])).toEqual(['value of a']);
});
