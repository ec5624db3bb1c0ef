import { buffer } from 'node:stream/consumers';
import type { BlobAddress, BlobStore } from './blob-store.js';
import type { IncomingFiles } from './incoming-files.js';

/** No content has a digest that begins with so many zeros. */
const ZEROS = '0'.repeat(48);

/** Whether a file is a record, which has no row. */
export const isRecord = ({ digest }: BlobAddress): boolean => digest.startsWith(ZEROS);

/** Small texts that are kept in a storage under numbers, and not listed in the database. */
export class Records {
  /** @param owner a UUID that is not the id of a tenant */
  constructor(
    private readonly store: BlobStore,
    private readonly incoming: IncomingFiles,
    private readonly owner: string,
  ) {}

  /**
   * The text of a record; undefined where there is none.
   *
   * @param number from 1
   * @throws Problem `storage_unavailable` (503)
   */
  async read(number: number): Promise<string | undefined> {
    const address = this.addressOf(number);
    if ((await this.store.size(address)) === undefined) return undefined;
    return String(await buffer(await this.store.read(address)));
  }

  /**
   * Keeps a record, in place of what there is under the number.
   *
   * @throws Problem `storage_unavailable` (503), `storage_full` (507)
   */
  async write(number: number, text: string): Promise<void> {
    await this.store.keep(this.addressOf(number), await this.incoming.receiveText(text));
  }

  private addressOf(number: number): BlobAddress {
    return { tenantId: this.owner, digest: number.toString(16).padStart(64, '0') };
  }
}
