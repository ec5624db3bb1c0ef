import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Degradation, declareDegradation } from '#platform/degradation';
import { hasEnded, type Operation, Operations } from '#platform/operations';
import { Problem } from '#platform/problems';
import { manifestFormat } from './bundle-manifest.js';
import { type AskedVersion, type Bundle, lockBundled, lockRequest, requestBy } from './bundles.sql.js';
import { makeBundle } from './make-bundle.job.js';

/** A version whose bundle is asked for and not there. */
export interface Unbundled extends Pick<AskedVersion, 'operationId'> {
  readonly tenantId: string;
  readonly slug: string;
  readonly versionId: string;
  readonly version: string;
}

const newBundles = declareDegradation('catalog.new-bundles', {
  from: 3,
  en: 'No bundle is begun; those that are there are given out.',
  fr: 'Aucun lot n’est commencé ; ceux qui existent sont distribués.',
});

/** Has bundles made that are asked for, each once however many ask. */
@Injectable()
export class BundleRequests {
  /** What this process is starting, by version: those who ask meanwhile share it. */
  private readonly starting = new Map<string, Promise<Operation | undefined>>();

  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly degradation: Degradation,
  ) {}

  /** Whether a bundle is given out: one of a former format is made anew first, unless no new work is begun. */
  givesOut({ format }: Bundle): boolean {
    return format === manifestFormat || this.degradation.cuts(newBundles);
  }

  /**
   * The operation that makes the bundle: the one at work, or a new one.
   *
   * @returns undefined when the bundle was made meanwhile
   * @throws Problem `degraded` (503) when no new work is begun
   */
  async operationFor(asked: Unbundled): Promise<Operation | undefined> {
    const atWork = await this.atWork(asked.tenantId, asked.operationId);
    if (atWork) return atWork;
    this.degradation.admitWork(newBundles);
    const started = this.starting.get(asked.versionId) ?? this.start(asked);
    this.starting.set(asked.versionId, started);
    return started.finally(() => this.starting.delete(asked.versionId));
  }

  private async start(asked: Unbundled): Promise<Operation | undefined> {
    const { tenantId, slug, versionId, version, operationId: ended } = asked;
    const found = await this.database.transaction({ tenantId }, async (tx) => {
      const [request] = await tx.run(lockRequest, tenantId, versionId);
      const [row] = await tx.run(lockBundled, versionId);
      if (row?.made) return undefined;
      if (request?.operationId && request.operationId !== ended) return request.operationId;
      const payload = { tenantId, slug, versionId, version };
      const operation = await this.operations.start(tx, makeBundle, payload, 'catalog.publish');
      await tx.run(requestBy, versionId, operation.id);
      return operation;
    });
    return typeof found === 'string' ? this.operations.find({ tenantId }, found) : found;
  }

  /** The operation, unless it has ended; operations are forgotten after a while. */
  private async atWork(tenantId: string, id: string | null): Promise<Operation | undefined> {
    if (id === null) return undefined;
    try {
      const operation = await this.operations.find({ tenantId }, id);
      return hasEnded(operation) ? undefined : operation;
    } catch (error) {
      if (error instanceof Problem && error.code === 'operation_not_found') return undefined;
      throw error;
    }
  }
}
