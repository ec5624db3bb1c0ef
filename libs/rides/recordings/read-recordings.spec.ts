import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readRecordings } from './read-recordings.js';
import { type Recording, RecordingRefused } from './recording.js';

const NOW = Date.UTC(2026, 10, 1);
const read = (file: string | Buffer) => readRecordings(Buffer.from(file as string), NOW);
const one = (file: string | Buffer): Recording => {
  const [recording, ...others] = read(file);
  expect(others).toEqual([]);
  return recording as Recording;
};
const faultOf = (file: string | Buffer): string => {
  try {
    read(file);
  } catch (error) {
    if (error instanceof RecordingRefused) return error.fault;
    throw error;
  }
  return 'none';
};

const point = (text: string) => `<gpx><trk><trkseg>${text}</trkseg></trk></gpx>`;
const bomb = `<!DOCTYPE x [${Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('')}]>`;

/** A megabyte of which a gzip has 12 kB. */
const mostlySpaces = Buffer.concat([randomBytes(12_000), Buffer.alloc(2 ** 20, 0x20)]);
const attributes = (count: number) => Array.from({ length: count }, (_, n) => `a${n}=""`).join(' ');
/** A FIT that defines a record with so many fields without a byte, some times, and has some such records. */
function fitOfFields(fields: number, records: Buffer, definitions = 1): Buffer {
  const list = Array.from({ length: fields }, (_, n) => [n, 0, 2]).flat();
  const body = [...Array<Buffer>(definitions).fill(Buffer.from([0x40, 0, 0, 20, 0, fields, ...list])), records];
  return Buffer.concat([Buffer.from('\x0c\0\0\0\0\0\0\0.FIT', 'latin1'), ...body]);
}

it.each([
  ['HTML', '<!doctype html><html><body>x</body></html>', 'not_a_recording'],
  ['a text', 'hello', 'not_a_recording'],
  ['nothing', '', 'not_a_recording'],
  ['a track without points', point(''), 'recording_empty'],
  ['elements within one another 200,000 deep', `<gpx>${'<a>'.repeat(200_000)}`, 'recording_malformed'],
  ['a ride of 1989', point('<trkpt lat="1" lon="1"><time>1989-01-01T00:00:00Z</time></trkpt>'), 'impossible_time'],
  [
    'a ride in the future',
    point('<trkpt lat="1" lon="1"><time>2027-01-01T00:00:00Z</time></trkpt>'),
    'impossible_time',
  ],
  [
    'a ride of 40 days',
    point(
      ['2026-01-01', '2026-02-10']
        .map((day) => `<trkpt lat="1" lon="1"><time>${day}T00:00:00Z</time></trkpt>`)
        .join(''),
    ),
    'impossible_time',
  ],
  [
    'a FIT of 4 million records of one byte',
    // Its header has no length, as where the device had no time to write it.
    Buffer.concat([Buffer.from('\0\0\0\0\0\0\0\0.FIT\x40\0\0\x14\0\0', 'latin1'), Buffer.alloc(4_000_000)]),
    'too_many_points',
  ],
  ['101 rides', `<gpx>${'<trk><trkpt lat="1" lon="1"/></trk>'.repeat(101)}</gpx>`, 'too_many_rides'],
  ['a gzip of 101 MB', gzipSync(Buffer.alloc(101 * 2 ** 20, mostlySpaces)), 'too_large_unpacked'],
  ['a gzip of 200 times its size', gzipSync(Buffer.alloc(2 * 2 ** 20, 0x20)), 'too_compressed'],
  ['a gzip of a million spaces', gzipSync(Buffer.alloc(2 ** 20, 0x20)), 'not_a_recording'],
  ['8 million elements', point('<a/>'.repeat(8_000_001)), 'too_many_elements'],
  ['8 million attributes', point('<a b="" c="" d="" e="" f="" g="" h="" i=""/>'.repeat(900_000)), 'too_many_elements'],
  ['an element of 1,001 attributes', point(`<a ${attributes(1001)}/>`), 'too_many_elements'],
  ['an element of 1,000 attributes', point(`<a ${attributes(1000)}/>`), 'recording_empty'],
  ['a tag of 2 MB', point(`<a b="${'&amp;'.repeat(400_000)}"/>`), 'recording_malformed'],
  ['400,001 points without a time', point('<trkpt/>'.repeat(400_001)), 'too_many_points'],
  ['400,000 points without a time', point('<trkpt/>'.repeat(400_000)), 'recording_empty'],
  ['a FIT of 8 million fields without a byte', fitOfFields(255, Buffer.alloc(32_000)), 'too_many_elements'],
  ['a FIT of definitions', fitOfFields(255, Buffer.alloc(0), 32_000), 'too_many_elements'],
  ['a FIT of as many fields as may be', fitOfFields(39, Buffer.alloc(205_000)), 'recording_empty'],
  ['a gzip of what is none', gzipSync('hello'), 'not_a_recording'],
])('%s is refused', (_, file, fault) => {
  expect(faultOf(file)).toBe(fault);
});

it('entities of a file are not expanded, and impossible values are left out', () => {
  const text =
    '<trkpt lat="91" lon="1"><ele>&e20;</ele><time>2026-01-01T00:00:00Z</time><power>3000</power><hr>120</hr></trkpt>';
  expect(one(bomb + point(text))).toMatchObject({ points: [{ at: Date.UTC(2026, 0, 1), heartRate: 120 }], ignored: 3 });
});

it('a title is one that PostgreSQL can keep', () => {
  const titled = (title: string) =>
    one(`<gpx><trk><name>${title}</name><trkpt><time>2026-01-01T00:00:00Z</time></trkpt></trk></gpx>`).title;
  expect(titled('a\0b')).toBe('ab');
  expect(titled(`${'a'.repeat(199)}😀`)).toBe(`${'a'.repeat(199)}\ufffd`);
});

it('points behind others are compared with few of them, and cost no other', () => {
  const at = (second: number) =>
    `<trkpt><time>${new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()}</time></trkpt>`;
  const ahead = Array.from({ length: 3000 }, (_, n) => at(100_000 + n)).join('');
  const behind = Array.from({ length: 3000 }, (_, n) => at(90_000 - n)).join('');
  expect(one(point(ahead + behind))).toMatchObject({ points: { length: 3000 }, ignored: 3000 });
});
