import { Histogram } from 'prom-client';
import { bounds, type RequestSeries } from './request-series.js';

const NAME = 'palier_http_request_duration_seconds';
const HELP = 'Time from the first hook to the last byte handed to the system, in seconds';

/** A histogram that counts outside prom-client, whose `observe` hashes the labels each time. */
export class RequestDurations extends Histogram {
  constructor(private readonly series: () => Iterable<RequestSeries>) {
    super({
      name: NAME,
      help: HELP,
      labelNames: ['method', 'route', 'status'],
      buckets: bounds,
      registers: [],
    });
  }

  /** Called by prom-client for the text format and from `get`; missing in its types. */
  async getForPromString() {
    const values = [...this.series()].flatMap(valuesOf);
    return { name: NAME, help: HELP, type: 'histogram', aggregator: 'sum', values };
  }
}

function valuesOf({ labels, buckets, seconds, count }: RequestSeries) {
  let below = 0;
  const cumulative = [...bounds, '+Inf'].map((le, index) => {
    below += buckets[index] as number;
    return { metricName: `${NAME}_bucket`, labels: { ...labels, le }, value: below };
  });
  return [
    ...cumulative,
    { metricName: `${NAME}_sum`, labels, value: seconds },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
