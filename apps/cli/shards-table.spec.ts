import { movedText, planTable, shardsTable } from './shards-table.js';

const shard = {
  id: 'aa',
  address: '127.0.0.1:7001',
  role: 'primary' as const,
  answers: true,
  replicas: [{ address: '127.0.0.1:7005', following: true, lagBytes: 12, lagSeconds: 0 }],
  slots: 3,
  ranges: [
    { first: 0, last: 1 },
    { first: 5, last: 5 },
  ],
  open: 0,
  sessions: 42,
  countedAt: new Date('2026-01-15T09:30:00Z'),
};

const plan = {
  shards: [
    { id: 'aa', address: '127.0.0.1:7001', slots: 4, after: 2 },
    { id: 'bb', address: '127.0.0.1:7002', slots: 0, after: 2 },
  ],
  moves: [
    { slot: 3, from: 'aa', to: 'bb' },
    { slot: 2, from: 'aa', to: 'bb' },
  ],
} as const;

describe('the tables of shards', () => {
  it('show where sessions are', () => {
    const dead = { ...shard, address: '127.0.0.1:7002', answers: false, replicas: [], sessions: null };
    expect(shardsTable({ topology: 'cluster', shards: [shard, dead] })).toBe(
      `SHARD                  SLOTS  RANGES  SESSIONS  REPLICAS        LAG
127.0.0.1:7001         3      0-1 5   42        127.0.0.1:7005  12 bytes
127.0.0.1:7002 (down)  3      0-1 5             none

Sessions as of 2026-01-15T09:30:00.000Z.
`,
    );
    expect(shardsTable({ topology: 'single', shards: [{ ...shard, countedAt: null }] })).toContain('not counted yet');
  });

  it('show what would move, from where to where', () => {
    expect(planTable(plan, 0)).toBe(
      `SHARD           SLOTS  AFTER
127.0.0.1:7001  4      2
127.0.0.1:7002  0      2

FROM            TO              SLOTS  RANGES
127.0.0.1:7001  127.0.0.1:7002  2      2-3

2 slots would move; the fullest shard has 2.00 times the mean, afterwards 1.00.
`,
    );
    expect(planTable({ ...plan, moves: [] }, 2)).toBe(
      `2 slots were left half-moved by an interrupted rebalancing; they are finished first.
The shards are balanced: there is nothing to move.
`,
    );
    expect(movedText({ plan, moved: 1, finished: 3 }, 0.25)).toBe(
      '1 of 2 slots moved in 0.3 s, 3 half-moved ones finished first.\n',
    );
  });
});
