import { Injectable } from '@nestjs/common';
import { gauge } from '#platform/telemetry';
import { DatabaseStatistics } from './statistics.js';

/** Prometheus gauges of the database connections of this process, and of the callers that wait for one. */
@Injectable()
export class PoolGauges {
  constructor(statistics: DatabaseStatistics) {
    gauge('palier_database_connections', 'Open database connections', () => [
      { labels: { state: 'idle' }, value: statistics.idle },
      { labels: { state: 'busy' }, value: statistics.total - statistics.idle },
    ]);
    gauge('palier_database_waiting', 'Callers that wait for a database connection', () => statistics.waiting);
  }
}
