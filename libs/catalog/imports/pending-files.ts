import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type Operation, Operations } from '#platform/operations';
import { keepFiles } from './keep-files.job.js';
import { countPending } from './pending-files.sql.js';

/** The apps whose files are still to be kept, after an import that left them for later. */
@Injectable()
export class PendingFiles {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
  ) {}

  async count(tenantId: string): Promise<number> {
    const [pending] = await this.database.read({ tenantId }, countPending);
    return pending?.apps ?? 0;
  }

  /** As `Catalog.keepFiles`. */
  async keep(tenantId: string, directory: string, filesUpTo: number): Promise<Operation> {
    const open = (await this.atWork(tenantId, 'running')) ?? (await this.atWork(tenantId, 'queued'));
    if (open) return open;
    // A second one would find nothing left to do.
    return this.database.transaction({ tenantId }, (tx) =>
      this.operations.start(tx, keepFiles, { tenantId, directory, filesUpTo }, 'catalog.publish'),
    );
  }

  private async atWork(tenantId: string, state: 'running' | 'queued'): Promise<Operation | undefined> {
    const { data } = await this.operations.list({ tenantId }, { state, limit: 100 });
    return data.find(({ kind }) => kind === keepFiles.name);
  }
}
