import { EventLoopDelay } from './event-loop-delay.js';

let now = 0;
let working = '';
let delay: EventLoopDelay;
beforeEach(() => {
  now = 1000;
  delay = new EventLoopDelay(
    () => now,
    () => working,
  );
  delay.begin();
});
afterEach(() => delay.end());

/** Has the timer run so many milliseconds after it ran before. */
function look(...afters: number[]): void {
  for (const after of afters) {
    now += after;
    delay.look();
  }
}
const times = (count: number, after: number) => Array.from({ length: count }, () => after);

it('is 0 before the first look, and while each comes in time', () => {
  expect(delay.meanMs).toBe(0);
  look(...times(60, 100));
  expect(delay.meanMs).toBe(0);
});

it('is that of each look where all are late alike', () => {
  look(...times(40, 400));
  expect(delay.meanMs).toBe(300);
});

it('weights a block by how long it lasted, until it is five seconds ago', () => {
  look(...times(50, 100), 2100, ...times(29, 100));
  expect(delay.meanMs).toBe(840);
  look(...times(21, 100));
  expect(delay.meanMs).toBe(0);
});

it('tells for how long it was blocked, also by the block that ends as it is asked', () => {
  look(...times(5, 100), 1100, ...times(5, 100), 390, 500);
  now += 1100;
  expect([delay.blockedMs(100), delay.blockedMs(1800), delay.blockedMs(5000)]).toEqual([1000, 1400, 2400]);
});

it('tells a block that is longer than it looks back', () => {
  look(8100);
  expect(delay.meanMs).toBe(8000);
});

describe('whose work blocked it', () => {
  /** A block of so many milliseconds beyond the 100 of a look. */
  const block = (tenantId: string, ms: number) => {
    working = tenantId;
    look(100 + ms);
  };

  it('is the tenant of more than half of the time, blocks below 300 ms left out', () => {
    block('a', 500);
    block('b', 500);
    block('a', 299);
    expect(delay.heaviest).toBeUndefined();
    block('a', 301);
    expect(delay.heaviest).toBe('a');
    look(...times(50, 100));
    expect(delay.heaviest).toBeUndefined();
  });

  it('is nobody where most of it is work of no tenant', () => {
    block('', 1000);
    block('a', 900);
    expect(delay.heaviest).toBeUndefined();
  });
});
