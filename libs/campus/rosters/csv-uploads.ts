import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import type { Transaction } from '#platform/database';
import { ofUploads, receiveUpload, type UploadedBody, uploaderOf } from '#platform/http';
import { Storage, UploadRoom } from '#platform/storage';
import { FormFinder } from './roster-text.js';

/** 100,000 students take about 12 MB. */
const MOST_BYTES = 64 * 2 ** 20;

/** The body of a route that receives a CSV. */
export const csvBody = {
  types: ['text/csv', 'application/csv', 'application/vnd.ms-excel', 'text/plain'],
  limit: MOST_BYTES,
  required: true,
} as const;

/** The answers of a route that receives a CSV. */
export const ofCsvUploads = ['roster_not_csv', 'roster_malformed', 'too_many_columns', ...ofUploads] as const;

/** How a CSV is written, and the names of its columns. */
export type CsvForm = ReturnType<FormFinder['form']>;

/** Receives CSV files, and finds out how they are written. */
@Injectable()
export class CsvUploads {
  constructor(
    private readonly storage: Storage,
    private readonly room: UploadRoom,
  ) {}

  /**
   * @param save writes the row that has the digest, in the transaction that keeps the file
   * @throws Problem `roster_not_csv`, `roster_malformed`, `too_many_columns` (422), those of uploads
   */
  receive<T>(
    caller: Caller,
    body: UploadedBody,
    save: (tx: Transaction, digest: string, form: CsvForm) => Promise<T>,
  ): Promise<T> {
    const { tenantId } = caller;
    return this.room.reserve(uploaderOf(caller), { length: body.length, most: MOST_BYTES }, async (room) => {
      const finder = new FormFinder();
      const found = { digest: body.digest, stream: finder.within(body.stream) };
      const file = await receiveUpload(this.storage, found, room, MOST_BYTES);
      try {
        const form = finder.form();
        return await this.storage.save({ tenantId }, [file], async (tx) => {
          const saved = await save(tx, file.digest, form);
          await room.end(tx);
          return saved;
        });
      } finally {
        await this.storage.discard([file]);
      }
    });
  }
}
