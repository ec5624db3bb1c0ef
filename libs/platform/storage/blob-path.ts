import { isUuid } from '#platform/ids';

/** Whether a text is a digest: 64 hexadecimal digits in lower case. */
export const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * The path of a blob in every storage, or of all blobs of a tenant: `<tenant>/<first two digits>/<digest>`.
 *
 * @throws TypeError for anything but a UUID and a digest, so that no address leaves its tenant
 */
export function blobPath({ tenantId, digest }: { tenantId: string; digest?: string }): string {
  if (!isUuid(tenantId)) throw new TypeError(`${tenantId} is not the id of a tenant.`);
  if (digest === undefined) return tenantId;
  if (!isDigest(digest)) throw new TypeError(`${digest} is not a digest.`);
  return `${tenantId}/${digest.slice(0, 2)}/${digest}`;
}
