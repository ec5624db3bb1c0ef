// A thread that uploads a hostile recording for each of many riders at once, each time that it is asked to.
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';

const points = '<trkpt lat="48" lon="2"><time>2026-05-01T06:00:00Z</time></trkpt>';
/** What a file of each kind comes to, besides 503 and 429, which say to come again. */
const kinds = {
  bomb: [gzipSync(Buffer.alloc(500 * 2 ** 20, `<gpx>${points}`)), ['too_large_unpacked', 'too_compressed']],
  deep: [Buffer.from('<gpx>'.padEnd(200_000 * 3, '<a>')), ['recording_malformed']],
  laughs: [
    Buffer.from(`<!DOCTYPE l [${laughs()}]><gpx><trk><name>&l9;</name><trkseg>${points}</trkseg></trk></gpx>`),
    [undefined, 'recording_malformed', 'recording_empty'],
  ],
  tiny: [
    tinyRecords(4_000_000),
    ['recording_malformed', 'recording_empty', 'too_many_points', 'recording_takes_too_long'],
  ],
  page: [Buffer.from('<!doctype html><title>ride.fit</title>'), ['not_a_recording']],
};

const { url, tokens } = workerData;
parentPort.on('message', async () => {
  parentPort.postMessage(await Promise.all(tokens.map((token, n) => upload(token, n))));
});
parentPort.postMessage('ready');

async function upload(token, n) {
  const [kind, [body, expected]] = Object.entries(kinds)[n % Object.keys(kinds).length];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const answer = await fetch(`${url}/v1/rides/files`, { method: 'POST', headers, body });
  const { code } = await answer.json();
  const right = answer.status === 503 || answer.status === 429 || expected.includes(code);
  return { kind, outcome: code ?? answer.status, right };
}

/** Entities that would expand to a thousand million. */
function laughs() {
  const lines = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
  return `<!ENTITY l0 "ha">${lines.join('')}`;
}

/** A FIT whose records have one byte each. */
function tinyRecords(count) {
  const definition = [0x40, 0, 0, 20, 0, 1, 3, 1, 2];
  const data = Buffer.concat([Buffer.from(definition), Buffer.alloc(count * 2, Buffer.from([0, 120]))]);
  const header = Buffer.alloc(12);
  header.writeUInt8(12, 0);
  header.writeUInt8(0x10, 1);
  header.writeUInt32LE(data.length, 4);
  header.write('.FIT', 8, 'latin1');
  return Buffer.concat([header, data, Buffer.alloc(2)]);
}
