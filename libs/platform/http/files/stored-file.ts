import type { Storage } from '#platform/storage';
import type { FileAnswer } from './file-answer.js';
import { partOf } from './part-of.js';

/**
 * The answer with a file of the storage, whose bytes this process reads.
 *
 * @param missing what is thrown where it was deleted meanwhile
 */
export function storedFile(
  storage: Storage,
  { tenantId, digest, bytes }: { readonly tenantId: string; readonly digest: string; readonly bytes: number },
  shown: Pick<FileAnswer, 'contentType' | 'fileName' | 'cacheControl'>,
  missing: () => Error,
): FileAnswer {
  return {
    ...shown,
    size: bytes,
    etag: `"${digest}"`,
    digest: Buffer.from(digest, 'hex'),
    source: {
      open: async (range) => {
        const blob = (await storage.find(tenantId, [digest])).get(digest);
        if (!blob) throw missing();
        const content = await storage.read(tenantId, blob);
        return range ? partOf(content, range) : content;
      },
    },
  };
}
