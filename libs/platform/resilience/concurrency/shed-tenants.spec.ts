// Faked: the clock.
import { ShedTenants } from './shed-tenants.js';

function shedding() {
  let now = 0;
  const tenants = new ShedTenants(() => now);
  const pass = (ms: number) => {
    now += ms;
  };
  const refused = (tenantId: string) =>
    (['sheddable', 'normal', 'vital'] as const).filter((priority) => tenants.refuses(tenantId, priority));
  return { tenants, pass, refused };
}

it('refuses the sheddable work of one tenant, for 15 seconds', () => {
  const { tenants, pass, refused } = shedding();
  expect(refused('a')).toEqual([]);
  expect(tenants.shed('a')).toBe('sheddable');
  expect([refused('a'), refused('b')]).toEqual([['sheddable'], []]);
  pass(14_999);
  expect(refused('a')).toEqual(['sheddable']);
  pass(1);
  expect(refused('a')).toEqual([]);
  expect(tenants.shed('a')).toBe('sheddable');
});

it('refuses the normal work too where the tenant still takes too much two seconds later, and never the vital', () => {
  const { tenants, pass, refused } = shedding();
  tenants.shed('a');
  tenants.shed('b');
  pass(1999);
  expect([tenants.shed('a'), refused('a')]).toEqual([undefined, ['sheddable']]);
  pass(1);
  expect([tenants.shed('a'), refused('a'), refused('b')]).toEqual(['normal', ['sheddable', 'normal'], ['sheddable']]);
  pass(5000);
  expect(tenants.shed('a')).toBeUndefined();
  pass(14_999);
  expect(refused('a')).toEqual(['sheddable', 'normal']);
  pass(1);
  expect(refused('a')).toEqual([]);
});
