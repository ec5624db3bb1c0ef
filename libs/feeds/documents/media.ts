import type { MediaNs } from 'feedsmith';
import type { RawAttachment } from './raw-feed.js';

interface RawMedia {
  readonly description: string | undefined;
  readonly images: readonly (string | undefined)[];
  readonly attachments: readonly RawAttachment[];
}

/** Media RSS of an entry: its pictures, the largest first, and its sounds and films. */
export function mediaOf(media: MediaNs.ItemOrFeed | undefined): RawMedia {
  const groups = media?.groups ?? [];
  const contents = [...(media?.contents ?? []), ...groups.flatMap((group) => group.contents ?? [])];
  const pictures = contents.filter(({ medium, type }) => medium === 'image' || type?.startsWith('image/'));
  const holders = [...(media ? [media] : []), ...groups, ...contents];
  const thumbnails = holders.flatMap((holder) => holder.thumbnails ?? []);
  const images = [...pictures.sort(byWidth), ...thumbnails.sort(byWidth)].map(({ url }) => url);
  const attachments = contents
    .filter((content) => content.medium !== 'image' && /^(?:audio|video)/.test(content.type ?? content.medium ?? ''))
    .map(({ url, type, fileSize, duration }) => ({ url, type, bytes: fileSize, seconds: duration }));
  const description = holders.map((holder) => holder.description?.value).find((text) => text?.trim());
  return { description, images, attachments };
}

function byWidth(a: { width?: number }, b: { width?: number }): number {
  return (b.width ?? 0) - (a.width ?? 0);
}
