import {
  type CompletedRead,
  firstPlace,
  next,
  type StreamEffect,
  type StreamEvent,
  type StreamPlace,
} from './stream-place.js';

const now = 1_800_000_000_000;
const at = (ms: number, number = 0) => `${now + ms}-${number}`;

/** Has read all that was written until `now`, and now waits for more. */
const waiting: StreamPlace = {
  ...{ from: at(0), highest: at(0), behind: false, interruptions: 0, overcome: 0 },
  ...{ node: 'one', lookBackMs: 660_000 },
};
/** The connection was closed while it waited. */
const closed: StreamPlace = { ...waiting, from: at(-10_000), behind: true, interruptions: 1 };

const interruption = (ms: number): StreamEvent => ({ kind: 'interrupted', now: now + ms });
/** A read that was begun at `begun` and ends a minute later, with the entries of these ids. */
const read = (begun: StreamPlace, ids: readonly string[], more: Partial<CompletedRead> = {}): StreamEvent => {
  const entries = ids.map((id) => ({ id, text: `text of ${id}` }));
  const found = { begun, begunAt: now + 50, entries, all: true, lost: false, node: 'one', ...more };
  return { kind: 'read', now: now + 60_000, read: found };
};

const received = (id: string, fresh: boolean): StreamEffect => {
  return { kind: 'receive', text: `text of ${id}`, writtenAt: Number.parseInt(id, 10), fresh };
};
const caughtUp: StreamEffect = { kind: 'caughtUp', until: now + 50 };
const lost: StreamEffect = { kind: 'lost' };

type Row = [name: string, before: StreamPlace, event: StreamEvent, changed: Partial<StreamPlace>, told: StreamEffect[]];

const reads: Row[] = [
  ['nothing is found', waiting, read(waiting, []), {}, [caughtUp]],
  [
    'entries are found',
    waiting,
    read(waiting, [at(0, 2), at(0, 10)]),
    { from: at(0, 10), highest: at(0, 10) },
    [received(at(0, 2), true), received(at(0, 10), true), caughtUp],
  ],
  [
    'more entries follow those that are found',
    waiting,
    read(waiting, [at(1)], { all: false }),
    { from: at(1), highest: at(1) },
    [received(at(1), true)],
  ],
  [
    'it is behind, and more entries follow',
    closed,
    read(closed, [at(1)], { all: false }),
    { from: at(1), highest: at(1), overcome: 1 },
    [received(at(1), false)],
  ],
  [
    'it is behind, and reads some entries again',
    closed,
    read(closed, [at(-5), at(0), at(1)]),
    { from: at(1), highest: at(1), behind: false, overcome: 1 },
    [received(at(-5), false), received(at(0), false), received(at(1), false), caughtUp],
  ],
  [
    'a node that took over has given a lower id to a new entry',
    { ...waiting, from: at(-3) },
    read(waiting, [at(-2)]),
    { from: at(-2) },
    [received(at(-2), false), caughtUp],
  ],
  [
    'the last entry is gone',
    closed,
    read(closed, [], { lost: true }),
    { behind: false, overcome: 1 },
    [lost, caughtUp],
  ],
  ['the node becomes known', { ...waiting, node: undefined }, read(waiting, []), { node: 'one' }, [caughtUp]],
  ['the node is not known for now', waiting, read(waiting, [], { node: undefined }), {}, [caughtUp]],
];

const interruptions: Row[] = [
  ['the connection is closed', waiting, interruption(100), { ...closed }, []],
  ['it is closed again, or a read fails', closed, interruption(200), { interruptions: 2 }, []],
  [
    'the interruption was longer than it looks back',
    waiting,
    interruption(3_600_000),
    { from: at(3_600_000 - 660_000), behind: true, interruptions: 1 },
    [],
  ],
  [
    'the connection is closed during a read that finds entries all the same',
    closed,
    read(waiting, [at(55_000)]),
    { from: at(45_000), highest: at(55_000), interruptions: 2 },
    [received(at(55_000), false)],
  ],
  [
    'the connection is closed once more during the first read after an interruption',
    { ...closed, interruptions: 2 },
    read(closed, [at(1)], { lost: true }),
    { from: at(1 - 10_000), highest: at(1), interruptions: 3, overcome: 1 },
    [lost, received(at(1), false)],
  ],
  [
    'another node of the Cluster holds the stream after the read',
    waiting,
    read(waiting, [at(1)], { node: 'two' }),
    { from: at(1 - 10_000), highest: at(1), behind: true, interruptions: 1, node: 'two' },
    [received(at(1), true)],
  ],
];

describe('the place in the stream', () => {
  it('begins where it looks back to', () => {
    expect(firstPlace(now, 660_000)).toEqual({
      ...{ from: at(-660_000), highest: at(-660_000), behind: true, interruptions: 0, overcome: 0 },
      ...{ node: undefined, lookBackMs: 660_000 },
    });
  });

  it.each(reads)('moves on where %s', (_name, before, event, changed, told) => {
    expect(next(before, event)).toEqual({ place: { ...before, ...changed }, effects: told });
  });

  it.each(interruptions)('goes back where %s', (_name, before, event, changed, told) => {
    expect(next(before, event)).toEqual({ place: { ...before, ...changed }, effects: told });
  });
});
