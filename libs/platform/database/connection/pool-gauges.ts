import { Injectable } from '@nestjs/common';
import { declareHistogram, gauge } from '#platform/telemetry';
import { DatabaseStatistics } from './statistics.js';

/** Prometheus metrics of the database connections of this process, of the callers that wait for one, and of accesses. */
@Injectable()
export class PoolGauges {
  constructor(statistics: DatabaseStatistics) {
    gauge('palier_database_connections', 'Open database connections', () => [
      { labels: { state: 'idle' }, value: statistics.idle },
      { labels: { state: 'busy' }, value: statistics.total - statistics.idle },
    ]);
    gauge('palier_database_pool_size', 'Database connections, at most', () => statistics.size);
    gauge('palier_database_waiting', 'Callers that wait for a database connection', () => statistics.waiting);
    gauge(
      'palier_database_longest_wait_seconds',
      'The longest wait for a database connection that goes on, or ended in the last second',
      () => statistics.waits.longestMs / 1000,
    );
    const help = 'Time of database accesses, with the wait for a connection';
    declareHistogram('palier_database_access_seconds', help, ['access'], () => [
      [{ access: 'read' }, statistics.reads],
      [{ access: 'transaction' }, statistics.transactions],
    ]);
  }
}
