import { distancesOf } from '../figures/distances.js';
import { partsOf, timerOf } from '../figures/timer.js';
import type { Point, Samples } from '../recordings/recording.js';
import { shown } from './track-code.js';

/** How a whole track is written. */
export const trackForms = ['points', 'gpx'] as const;
export type TrackForm = (typeof trackForms)[number];

/** All points of a ride: as JSON, a list of objects; or as GPX 1.1, which has those with a position, and a segment for each span. */
export function writeTrack(form: TrackForm, samples: Samples, title: string): Buffer {
  return Buffer.from(form === 'gpx' ? gpxOf(partsOf(samples), title) : pointsOf(samples));
}

function pointsOf(samples: Samples): string {
  const { points } = samples;
  const { metres } = distancesOf(samples, timerOf(samples));
  return JSON.stringify({ points: points.map((_, index) => shown(points, index, metres[index] as number)) });
}

const extension = 'http://www.garmin.com/xmlschemas/TrackPointExtension/v1';

function gpxOf(parts: readonly (readonly Point[])[], title: string): string {
  const segments = parts.map((points) => points.flatMap(gpxPoint)).filter((points) => points.length > 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Palier" xmlns="http://www.topografix.com/GPX/1/1" xmlns:e="${extension}"><trk><name>${escaped(title)}</name><trkseg>
${segments.map((points) => points.join('\n')).join('\n</trkseg><trkseg>\n')}
</trkseg></trk></gpx>
`;
}

function gpxPoint({ at, latitude, longitude, elevation, heartRate, cadence, temperature, power }: Point): string[] {
  if (latitude === undefined) return [];
  const element = (name: string, value: number | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  // In the order of the schema.
  const measured = `${element('e:atemp', temperature)}${element('e:hr', heartRate)}${element('e:cad', cadence)}`;
  const device = measured && `<e:TrackPointExtension>${measured}</e:TrackPointExtension>`;
  const extensions = element('power', power) + device;
  const time = new Date(at).toISOString();
  return [
    `<trkpt lat="${latitude}" lon="${longitude}">${element('ele', elevation)}<time>${time}</time>${
      extensions && `<extensions>${extensions}</extensions>`
    }</trkpt>`,
  ];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Also without the control characters that XML has no way to write. */
const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
