import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Storage } from '../storage.js';
import type { ExportTable, KeptExport } from './export-table.js';

/** Exports that a tenant has at most of a table. */
const KEPT = 3;

/** Files that operations make, each under the id of its operation. A day later, or once there are three newer ones, it is gone. */
@Injectable()
export class Exports {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly audit: Audit,
  ) {}

  /**
   * Writes and keeps the file of an export, unless it is kept already: the worker that did so may have been killed before it
   * could say so.
   *
   * @param most its bytes, at most
   * @throws Problem `file_too_large` (413), others of the storage; errors of `content`
   */
  async make(
    table: ExportTable,
    { tenantId, id, detail }: { readonly tenantId: string; readonly id: string; readonly detail: string },
    most: number,
    content: () => AsyncIterable<Buffer>,
  ): Promise<void> {
    if (await this.find(table, tenantId, id)) return;
    const file = await this.storage.receive(content(), most);
    await this.storage.save({ tenantId }, [file], async (tx) => {
      const [added] = await tx.run(table.insert, id, file.digest, file.bytes, detail);
      // Otherwise another run of this job made it.
      if (!added) return this.storage.release(tx, [file.digest]);
      const older = await tx.run(table.deleteOlder, KEPT);
      await this.storage.release(
        tx,
        older.map(({ digest }) => digest),
      );
      const details = { bytes: file.bytes };
      await this.audit.record(tx, { action: table.made, targetKind: 'operation', targetId: id, details });
    });
  }

  /** @returns undefined where there is none, or none any more */
  async find(table: ExportTable, tenantId: string, id: string): Promise<KeptExport | undefined> {
    const [made] = await this.database.read({ tenantId }, table.byId, id);
    return made;
  }
}
