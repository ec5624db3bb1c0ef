import { mergeMetrics } from './merge-metrics.js';

const of = (requests: number, level: number) =>
  [
    '# HELP palier_requests_total Requests answered',
    '# TYPE palier_requests_total counter',
    `palier_requests_total{route="/v1/{a} b",status="2xx"} ${requests}`,
    '',
    '# HELP palier_level Level',
    '# TYPE palier_level gauge',
    `palier_level ${level}`,
    '',
  ].join('\n');

it('labels each series with its process, and describes each family once', () => {
  const merged = mergeMetrics(
    new Map([
      ['1', of(3, 0)],
      ['2', of(5, 2e-7)],
    ]),
  );
  expect(merged.split('\n')).toEqual([
    '# HELP palier_requests_total Requests answered',
    '# TYPE palier_requests_total counter',
    'palier_requests_total{process="1",route="/v1/{a} b",status="2xx"} 3',
    'palier_requests_total{process="2",route="/v1/{a} b",status="2xx"} 5',
    '# HELP palier_level Level',
    '# TYPE palier_level gauge',
    'palier_level{process="1"} 0',
    'palier_level{process="2"} 2e-7',
    '',
  ]);
});

it('keeps a family that only one process has, and all lines of a histogram together', () => {
  const histogram = (name: string) =>
    `# HELP ${name} Time\n# TYPE ${name} histogram\n${name}_bucket{le="+Inf"} 1\n${name}_sum 2\n${name}_count 1\n`;
  const merged = mergeMetrics(
    new Map([
      ['1', histogram('a')],
      ['2', histogram('b') + histogram('a')],
    ]),
  );
  expect(merged.match(/^[^#\s{]+/gm)).toEqual([
    ...['a_bucket', 'a_sum', 'a_count', 'a_bucket', 'a_sum', 'a_count'],
    ...['b_bucket', 'b_sum', 'b_count'],
  ]);
});

it('is empty without any process', () => {
  expect(mergeMetrics(new Map())).toBe('');
});
