// Faked: the clock, and the server behind the limit.
import { type Kind, SimulatedLoad } from '../../../../test/support/simulated-load.js';
import { RequestLimit } from './request-limit.js';

const bounds = { least: 4, initial: 20, most: 256 };
const list = (rate: number): Kind => ({ priority: 'vital', route: 'list', workMs: () => 20, rate });

describe('the limit', () => {
  it.each([5, 10, 40])('comes near the %i threads of the server, from below and from above', async (threads) => {
    const capacity = threads * 50;
    for (const initial of [4, 200]) {
      const load = new SimulatedLoad(threads, { ...bounds, initial });
      await load.run(5, [list(capacity / 2)]);
      const outcome = (await load.run(30, [list(capacity * 2)]))('list');
      expect(load.limit.value).toBeGreaterThanOrEqual(threads);
      // An answer of 20 ms is near up to 65 ms.
      expect(load.limit.value).toBeLessThanOrEqual(threads * 4);
      expect(outcome.answered).toBeGreaterThan(capacity * 30 * 0.95);
    }
  });

  it('does not shrink for a route that is slow by its nature, nor for one whose answers differ', async () => {
    const load = new SimulatedLoad(40, bounds);
    const slow: Kind = { priority: 'normal', route: 'slow', workMs: () => 1000, rate: 2 };
    const mixed: Kind = { priority: 'vital', route: 'mixed', workMs: () => (Math.random() < 0.2 ? 2 : 300), rate: 80 };
    const outcome = await load.run(120, [list(2), slow, mixed]);
    expect(load.limit.value).toBeGreaterThanOrEqual(20);
    expect([outcome('list').refused, outcome('mixed').refused]).toEqual([0, 0]);
  });

  it('takes no refusal of a request for the least of a route', async () => {
    const load = new SimulatedLoad(10, bounds);
    for (let i = 0; i < 100; i += 1) load.limit.enter('vital', 'a', 'slow').answered(404);
    await load.run(60, [{ priority: 'vital', route: 'slow', workMs: () => 200, rate: 20 }]);
    expect(load.limit.value).toBe(20);
  });

  /** A limit that has learnt that its route takes 10 ms, and a way to let time pass. */
  function learnt(initial: number) {
    let now = 0;
    const limit = new RequestLimit({ ...bounds, initial }, () => now);
    const enter = () => limit.enter('vital', 'a', 'list');
    const pass = (ms: number) => {
      now += ms;
    };
    const answer = (ms: number) => {
      const place = enter();
      pass(ms);
      place.answered(200);
    };
    for (let i = 0; i < 100; i += 1) answer(10);
    return { limit, enter, pass, answer };
  }

  it('shrinks where answers together take longer than is near, and not for a few that take very long', () => {
    const { limit, answer } = learnt(20);
    const tenths = (late: number, ms: number) => {
      for (let i = 0; i < 50; i += 1) answer(i % 10 < late ? ms : 10);
    };
    // Near is 45 ms: one of ten at 300 ms leaves the mean below, two do not.
    tenths(1, 300);
    expect(limit.value).toBe(20);
    answer(60_000);
    tenths(0, 0);
    expect(limit.value).toBe(20);
    tenths(2, 300);
    expect(limit.value).toBeLessThan(20);
  });

  it('grows where requests wait for a place, but not while what they work with is used up', () => {
    const grown = (mayGrow: boolean) => {
      let now = 0;
      const limit = new RequestLimit({ ...bounds, initial: 4, mayGrow: () => mayGrow }, () => now);
      for (let i = 0; i < 200; i += 1) {
        const places = Array.from({ length: limit.value + 1 }, () => limit.enter('vital', 'a', 'list'));
        now += 10;
        for (const place of places) place.answered(200);
      }
      return limit.value;
    };
    expect(grown(true)).toBeGreaterThan(4);
    expect(grown(false)).toBe(4);
  });

  it('does not shrink again for requests that began under the former limit', () => {
    const { limit, enter, pass } = learnt(40);
    const places = Array.from({ length: 40 }, enter);
    for (let i = 0; i < 40; i += 1) {
      if (i % 20 === 0) pass(500);
      places[i]?.answered(200);
    }
    expect(limit.value).toBe(36);
  });

  it('shrinks while the server is slow, and grows again once it is not', async () => {
    const load = new SimulatedLoad(10, bounds);
    await load.run(10, [list(400)]);
    load.slowness = 10;
    await load.run(10, [list(400)]);
    const inTheSlowPhase = load.limit.value;
    expect(inTheSlowPhase).toBeLessThan(10);
    load.slowness = 1;
    await load.run(10, [list(450)]);
    expect(load.limit.value).toBeGreaterThan(inTheSlowPhase);
    expect((await load.run(10, [list(450)]))('list').refused).toBe(0);
  });

  it('takes a server that stays slow for what it is, after three minutes', async () => {
    const load = new SimulatedLoad(10, bounds);
    await load.run(10, [list(100)]);
    load.slowness = 10;
    await load.run(260, [list(100)]);
    expect(load.limit.value).toBeGreaterThanOrEqual(10);
  });

  it('refuses what matters less, at three times what the server can do, and answers all that is vital', async () => {
    const load = new SimulatedLoad(10, bounds);
    const report: Kind = { priority: 'sheddable', route: 'report', workMs: () => 50, rate: 200 };
    const write: Kind = { priority: 'normal', route: 'write', workMs: () => 20, rate: 100 };
    await load.run(10, [list(200)]);
    const outcome = await load.run(60, [list(300), write, report]);
    expect(outcome('list').refused).toBe(0);
    expect(outcome('write').refused).toBe(0);
    expect(outcome('report').refused).toBeGreaterThan(200 * 60 * 0.5);
    expect(outcome('report').answered).toBeGreaterThan(0);
    const took = outcome('list').took.sort((a, b) => a - b);
    expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(200);
  });
});

describe('a request', () => {
  function limitOf(size: number) {
    let now = 0;
    const looks: (() => void)[] = [];
    const limit = new RequestLimit(
      { least: size, initial: size, most: size },
      () => now,
      (look) => void looks.push(look),
      () => 0.5,
    );
    const enter = (priority: 'vital' | 'normal' | 'sheddable', tenantId = 'a') =>
      limit.enter(priority, tenantId, 'test');
    const pass = (ms: number) => {
      now += ms;
      for (const look of looks.splice(0)) look();
    };
    return { limit, enter, pass };
  }

  it('finds half of the places, three quarters or all, by its priority', () => {
    const { enter } = limitOf(8);
    const states = (priority: 'vital' | 'normal' | 'sheddable') =>
      Array.from({ length: 5 }, () => enter(priority).state);
    expect(states('sheddable')).toEqual(['held', 'held', 'held', 'held', 'waiting']);
    expect(states('normal')).toEqual(['held', 'held', 'waiting', 'waiting', 'waiting']);
    expect(states('vital')).toEqual(['held', 'held', 'waiting', 'waiting', 'waiting']);
  });

  it('has its turn before those of a lower priority, and after those of its own that came before', async () => {
    const { enter } = limitOf(4);
    const held = [1, 2, 3, 4].map(() => enter('vital'));
    const [sheddable, normal, vital, second] = [
      enter('sheddable'),
      enter('normal'),
      enter('vital'),
      enter('vital'),
    ] as const;
    const states = () => [sheddable, normal, vital, second].map(({ state }) => state);
    held[0]?.answered(200);
    expect(states()).toEqual(['waiting', 'waiting', 'held', 'waiting']);
    held[1]?.answered(200);
    held[2]?.answered(200);
    expect(states()).toEqual(['waiting', 'held', 'held', 'held']);
    for (const place of [held[3], vital, second]) place?.answered(200);
    expect(states()).toEqual(['held', 'held', 'over', 'over']);
  });

  it('takes turns with other tenants, however many of one wait', () => {
    const { enter } = limitOf(1);
    const first = enter('vital', 'first');
    const order: string[] = [];
    const places = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => ({ name, place: enter('vital', name[0]) }));
    first.answered(200);
    for (let i = 0; i < places.length; i += 1) {
      const next = places.find(({ place }) => place.state === 'held');
      order.push(next?.name ?? '');
      next?.place.answered(200);
    }
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('waits for its own tenant where that has a quarter with long requests, and others do not wait', () => {
    const { enter, pass } = limitOf(8);
    enter('normal', 'b').answered(200);
    const long = enter('normal');
    pass(1000);
    long.answered(200);
    const states = Array.from({ length: 4 }, () => enter('vital').state);
    expect(states).toEqual(['held', 'held', 'waiting', 'waiting']);
    // Six of normal requests, of which the last is left to other tenants.
    expect(Array.from({ length: 6 }, () => enter('normal', 'b').state)).toEqual([
      ...['held', 'held', 'held', 'held', 'held', 'waiting'],
    ]);
    expect(enter('normal', 'c').state).toBe('held');
  });

  it('takes turns by the time that requests took', () => {
    const { enter, pass } = limitOf(1);
    let place = enter('vital', 'first');
    const order: string[] = [];
    const places = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((name) => ({ name, place: enter('vital', name[0]) }));
    for (let i = 0; i < places.length; i += 1) {
      pass(order.at(-1)?.startsWith('a') ? 30 : 10);
      place.answered(200);
      const next = places.find((each) => each.place.state === 'held');
      order.push(next?.name ?? '');
      if (next) place = next.place;
    }
    expect(order).toEqual(['a1', 'b1', 'b2', 'b3', 'a2', 'a3']);
  });

  it('is refused once its time is over, those that matter less first', async () => {
    const { enter, pass, limit } = limitOf(1);
    enter('vital');
    const places = [enter('sheddable'), enter('normal'), enter('vital')];
    const turns = places.map((place) => place.turn());
    const states = () => places.map(({ state }) => state);
    pass(500);
    expect(states()).toEqual(['refused', 'waiting', 'waiting']);
    pass(2500);
    expect(states()).toEqual(['refused', 'refused', 'waiting']);
    pass(2000);
    expect(await Promise.all(turns)).toEqual([false, false, false]);
    expect((['sheddable', 'normal', 'vital'] as const).map((priority) => limit.waiting(priority))).toEqual([0, 0, 0]);
  });

  it('is refused at once where its turn would come too late', () => {
    const { enter, pass, limit } = limitOf(4);
    for (let i = 0; i < 100; i += 1) {
      const place = enter('vital');
      pass(100);
      place.answered(200);
    }
    // Two places of 100 ms each: in 500 ms nine or ten have their turn.
    const states = Array.from({ length: 20 }, () => enter('sheddable').state);
    expect(states.filter((state) => state === 'waiting').length).toBeGreaterThan(7);
    expect(states.filter((state) => state === 'waiting').length).toBeLessThan(13);
    expect(states.at(-1)).toBe('refused');
    expect(enter('vital').state).toBe('held');
    expect(limit.isHopeless('vital', 'a')).toBe(false);
  });

  it('is refused at once where too many that come first wait', () => {
    const { enter, pass } = limitOf(4);
    for (let i = 0; i < 100; i += 1) {
      const place = enter('vital');
      pass(100);
      place.answered(200);
    }
    for (let i = 0; i < 44; i += 1) enter('vital');
    // Forty of 100 ms each come first: two seconds at the places of a sheddable request.
    expect(enter('sheddable').state).toBe('refused');
    expect(enter('normal').state).toBe('waiting');
  });

  it('waits with at most 500 of its tenant, beside those of others', () => {
    const { enter } = limitOf(1);
    enter('vital');
    const states = Array.from({ length: 501 }, () => enter('vital').state);
    expect(states.filter((state) => state === 'waiting')).toHaveLength(500);
    expect(enter('vital', 'b').state).toBe('waiting');
  });

  it('is told to come again after some seconds, not the same for all', () => {
    const limit = new RequestLimit({ least: 1, initial: 1, most: 1 });
    const told = (priority: 'vital' | 'normal' | 'sheddable') => {
      const seconds = Array.from({ length: 1000 }, () => limit.retryAfter(priority));
      return [Math.min(...seconds), Math.max(...seconds)];
    };
    expect([told('vital'), told('normal'), told('sheddable')]).toEqual([
      [1, 3],
      [2, 6],
      [5, 15],
    ]);
  });
});
