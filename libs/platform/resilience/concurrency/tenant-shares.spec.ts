// Faked: the clock.
import { TenantShares } from './tenant-shares.js';

/** Shares on a clock that stands until time passes. */
function sharesAt(start = 0) {
  let now = start;
  const shares = new TenantShares(0, () => now);
  const pass = (ms: number) => {
    now += ms;
  };
  /** Some pieces of work of a tenant, one after the other. */
  const work = (tenantId: string, ms: number, times = 1) => {
    for (let i = 0; i < times; i += 1) {
      const share = shares.of(tenantId);
      shares.begin(share);
      pass(ms);
      shares.end(share, ms);
    }
  };
  return { shares, pass, work };
}

describe('how much a tenant may have at once', () => {
  it('is all of it, however long its work takes, while no other tenant needs any', () => {
    const { shares, work } = sharesAt();
    work('a', 5000);
    expect(shares.most(shares.of('a'), 10)).toBe(10);
  });

  it('is all but one place while others need some, and a quarter where its work is long', () => {
    const { shares, work } = sharesAt();
    work('other', 1);
    work('quick', 100);
    expect(shares.most(shares.of('quick'), 10)).toBe(9);
    work('long', 101, 10);
    work('other', 1);
    expect(shares.most(shares.of('long'), 10)).toBe(9);
    work('long', 1000);
    work('other', 1);
    expect(shares.most(shares.of('long'), 10)).toBe(2);
    expect(shares.most(shares.of('other'), 10)).toBe(9);
  });

  it('is all but one where the work of all tenants takes long', () => {
    const { shares, work } = sharesAt();
    for (let i = 0; i < 100; i += 1) for (const tenantId of ['a', 'b', 'c']) work(tenantId, 500);
    expect(shares.most(shares.of('a'), 8)).toBe(7);
    // More than four times the usual, which this itself moves a little.
    work('a', 2500, 10);
    work('b', 500);
    expect(shares.most(shares.of('a'), 8)).toBe(2);
  });

  it('is never less than one', () => {
    const { shares, work } = sharesAt();
    work('other', 1);
    work('long', 2000);
    work('other', 1);
    expect([1, 2, 3].map((all) => shares.most(shares.of('long'), all))).toEqual([1, 1, 1]);
    expect(shares.most(shares.of('other'), 1)).toBe(1);
  });

  it('is less where the work may use only some of it', () => {
    const { shares, work } = sharesAt();
    work('other', 1);
    work('quick', 1);
    work('long', 2000);
    work('other', 1);
    expect([shares.most(shares.of('quick'), 20, 10), shares.most(shares.of('long'), 20, 3)]).toEqual([9, 3]);
  });

  it('is all again a minute after the last work of others', () => {
    const { shares, pass, work } = sharesAt();
    work('other', 0);
    work('long', 2000);
    pass(57_999);
    expect(shares.most(shares.of('long'), 8)).toBe(2);
    pass(1);
    expect(shares.most(shares.of('long'), 8)).toBe(8);
  });

  it('has no bound for work of no tenant, which is no rival either', () => {
    const { shares, work } = sharesAt();
    work('', 2000);
    work('a', 2000);
    work('', 2000);
    expect([shares.most(shares.of(''), 8), shares.most(shares.of('a'), 8)]).toEqual([8, 8]);
  });
});

it('does not let many quick pieces of work hide a long one, and forgets it after as much time of quick ones', () => {
  const { shares, work } = sharesAt();
  work('other', 1);
  work('a', 1000);
  work('a', 1, 900);
  work('other', 1);
  expect(shares.most(shares.of('a'), 8)).toBe(2);
  work('a', 1, 2000);
  work('other', 1);
  expect(shares.most(shares.of('a'), 8)).toBe(7);
});

it('counts the time that work took, and for work that runs the mean', () => {
  const { shares, work } = sharesAt();
  work('a', 30);
  work('a', 30);
  const share = shares.of('a');
  expect(shares.useOf(share)).toBe(60);
  shares.begin(share);
  // The mean moves by a tenth each time: 0, 3, 5.7.
  expect(shares.useOf(share)).toBeCloseTo(65.7);
});

it('gives a tenant that comes the use of the one served last, so that it saved up nothing and owes nothing', () => {
  const { shares, work } = sharesAt();
  work('a', 30);
  work('a', 30);
  // The last piece of work of a began when a had used 30.
  expect(shares.useOf(shares.of('b'))).toBe(30);
});

it('forgets tenants that had nothing for a minute', () => {
  const { shares, pass, work } = sharesAt(1);
  work('idle', 5000);
  const waiting = shares.of('waiting');
  waiting.waiting = 1;
  const idle = shares.of('idle');
  pass(60_001);
  work('other', 1);
  expect(shares.of('idle')).not.toBe(idle);
  expect(shares.of('waiting')).toBe(waiting);
});
