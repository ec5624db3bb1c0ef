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
  ['a gzip of 200 MB', gzipSync(Buffer.alloc(200 * 2 ** 20, 0x20)), 'too_large_unpacked'],
  ['a gzip of what is none', gzipSync('hello'), 'not_a_recording'],
])('%s is refused', (_, file, fault) => {
  expect(faultOf(file)).toBe(fault);
});

it('entities of a file are not expanded, and impossible values are left out', () => {
  const text =
    '<trkpt lat="91" lon="1"><ele>&e20;</ele><time>2026-01-01T00:00:00Z</time><power>3000</power><hr>120</hr></trkpt>';
  expect(one(bomb + point(text))).toMatchObject({ points: [{ at: Date.UTC(2026, 0, 1), heartRate: 120 }], ignored: 2 });
});

it('a title is one that PostgreSQL can keep', () => {
  const titled = (title: string) =>
    one(`<gpx><trk><name>${title}</name><trkpt><time>2026-01-01T00:00:00Z</time></trkpt></trk></gpx>`).title;
  expect(titled('a\0b')).toBe('ab');
  expect(titled(`${'a'.repeat(199)}😀`)).toBe(`${'a'.repeat(199)}\ufffd`);
});
