/** A file that is kept in the storage: its content, and the form in which it is stored. */
export interface Blob {
  /** The SHA-256 of the content: 64 hexadecimal digits, lower case. */
  readonly digest: string;
  /** The length of the content. */
  readonly bytes: number;
  /** The CRC-32 of the content, as in a ZIP, 0 to 4,294,967,295. */
  readonly crc32: number;
  /** `deflate`: raw deflate (RFC 1951), as in a ZIP; `identity`: as it is, where deflating would not make it smaller. */
  readonly encoding: 'identity' | 'deflate';
  /** The length of the stored form. */
  readonly storedBytes: number;
}

/** A file that is kept for a tenant. */
export interface TenantBlob extends Blob {
  readonly tenantId: string;
}
