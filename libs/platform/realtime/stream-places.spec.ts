import type { Principal } from '#platform/access';
import type { Problem } from '#platform/problems';
import { StreamPlaces } from './stream-places.js';

const user = (n: number) => ({
  principal: { kind: 'user', tenantId: 't', id: `${n}` } as unknown as Principal,
  address: 'a',
});
const at = (n: number) => ({ principal: undefined, address: `${n}` });
const refusalOf = (take: () => unknown) => {
  try {
    take();
    return undefined;
  } catch (error) {
    return (error as Problem).options.extensions;
  }
};

it('gives half of the places at most to those without a caller, and all to callers', () => {
  const places = new StreamPlaces();
  const back = Array.from({ length: 2500 }, (_, n) => places.take(at(n)));
  expect(refusalOf(() => places.take(at(2500)))).toEqual({ fullOf: 'server' });
  for (let n = 0; n < 2500; n += 1) places.take(user(n));
  expect(refusalOf(() => places.take(user(2500)))).toEqual({ fullOf: 'server' });
  back[0]?.();
  places.take(user(2500));
  expect(refusalOf(() => places.take(at(2500)))).toEqual({ fullOf: 'server' });
});
