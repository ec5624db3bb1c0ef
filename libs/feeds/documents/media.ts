import type { MediaNs } from 'feedsmith';
import type { RawAttachment } from './raw-feed.js';

const endings: Readonly<Record<string, readonly string[]>> = {
  image: ['avif', 'gif', 'jpeg', 'jpg', 'png', 'webp'],
  audio: ['aac', 'flac', 'm4a', 'mp3', 'oga', 'ogg', 'opus', 'wav'],
  video: ['m4v', 'mov', 'mp4', 'ogv', 'webm'],
};

interface RawMedia {
  readonly description: string | undefined;
  readonly images: readonly (string | undefined)[];
  readonly attachments: readonly RawAttachment[];
}

/** Media RSS of an entry: its pictures, the largest first, and its sounds and films. */
export function mediaOf(media: MediaNs.ItemOrFeed | undefined): RawMedia {
  const groups = media?.groups ?? [];
  const contents = [...(media?.contents ?? []), ...groups.flatMap((group) => group.contents ?? [])];
  // One of a pixel reports who reads.
  const pictures = contents.filter(
    (each) => kindOf(each) === 'image' && !((each.width ?? 2) <= 1 && (each.height ?? 2) <= 1),
  );
  const holders = [...(media ? [media] : []), ...groups, ...contents];
  const thumbnails = holders.flatMap((holder) => holder.thumbnails ?? []);
  const images = [...pictures.sort(byWidth), ...thumbnails.sort(byWidth)].map(({ url }) => url);
  const attachments = contents
    .filter((content) => /^(?:audio|video)$/.test(kindOf(content) ?? ''))
    .map(({ url, type, fileSize, duration }) => ({ url, type, bytes: fileSize, seconds: duration }));
  const description = holders.map((holder) => holder.description?.value).find((text) => text?.trim());
  return { description, images, attachments };
}

/** What it says that it is, else what the end of its address says; one with only a width is a picture. */
function kindOf({ medium, type, url = '', width }: MediaNs.Content): string | undefined {
  if (medium === 'image') return medium;
  const [told] = /^(?:image|audio|video)/.exec(type ?? medium ?? '') ?? [];
  if (told) return told;
  const ending = /\.(\w{2,4})(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  const kind = Object.keys(endings).find((each) => endings[each]?.includes(ending));
  return kind ?? (width && !type && !medium ? 'image' : undefined);
}

function byWidth(a: { width?: number }, b: { width?: number }): number {
  return (b.width ?? 0) - (a.width ?? 0);
}
