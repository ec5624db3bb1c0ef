// What is uploaded: small files that are sound, and files that cost more than they weigh.
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';

const ELEMENTS = 24_700_000;
const SEPARATORS = 24_000_000;
const LARGE_BYTES = 24 * 2 ** 20;
let rides = 0;

/** A ride of a minute, which nobody has uploaded before. */
export function ride() {
  rides += 1;
  const began = Date.UTC(2020, 0, 1) + rides * 3_600_000;
  const points = Array.from(
    { length: 60 },
    (_, n) =>
      `<trkpt lat="${48 + n / 10_000}" lon="-1.6"><time>${new Date(began + n * 1000).toISOString()}</time></trkpt>`,
  );
  return Buffer.from(`<gpx><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`);
}

/** Elements without points, of which a few kilobytes are a hundred megabytes. */
export const elements = (name = 'a') =>
  gzipSync(`<gpx><trk><trkseg>${`<${name}/>`.repeat(ELEMENTS)}</trkseg></trk></gpx>`);

/** A recording of points without a time, which are read to the last one. */
export const pointless = () =>
  gzipSync(`<gpx><trk><trkseg>${'<trkpt lat="48" lon="2"/>'.repeat(1_000_000)}</trkseg></trk></gpx>`);

/** A roster with one line, of separators alone. */
export const separators = () => Buffer.concat([Buffer.from('N;Nom;Mail;Prog;Niv\n'), Buffer.alloc(SEPARATORS, ';')]);

/** Bytes that are no recording. */
export const large = () => Buffer.alloc(LARGE_BYTES, 'x');

/** @param {Record<string, Buffer>} files */
export function zipOf(files) {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name, { compressionLevel: 1 });
  zip.end();
  return buffer(zip.outputStream);
}
