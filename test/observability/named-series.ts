import type { Query } from './dashboards.js';

/** A metric that a query names, with the labels that the query needs of it and their values; those of a pattern have none. */
interface NamedMetric {
  readonly name: string;
  readonly labels: Map<string, readonly string[]>;
}

/** What Prometheus has by itself, and what a process has with certain settings or after a failure, with the file that declares it. */
export const elsewhere: readonly [series: string, file?: string][] = [
  ['up'],
  ['ALERTS{alertname="",alertstate="firing"}'],
  ['palier_api_process_restarts_total{reason="died"}', 'apps/api/processes/shared-metrics.ts'],
  ['palier_backup_age_seconds', 'libs/platform/backup/schedule/backup-age.ts'],
  ['palier_database_replica_lag_seconds', 'libs/platform/database/replica/replica.ts'],
  ['palier_jobs_failed_total{queue="audit-chain.append"}', 'libs/platform/jobs/running/job-metrics.ts'],
];

const SCRAPES = 10;

/**
 * Reads `/metrics` until all that the queries name is there, ten times at most: a busy machine leaves out of a scrape what takes more
 * than two seconds to read.
 *
 * @returns what was read, and what there is elsewhere
 */
export async function scraped(read: () => Promise<string>, queries: readonly Query[]): Promise<string> {
  let text = elsewhere.map(([series]) => `${series} 1`).join('\n');
  for (let scrape = 0; scrape < SCRAPES; scrape += 1) {
    text = `${text}\n${await read()}`;
    if (queries.every((query) => missingIn(text, query).length === 0)) break;
  }
  return text;
}

/** Labels that a scrape adds, and the supervisor of processes. */
const added = new Set(['instance', 'job', 'process']);
const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'Inf', 'NaN']);
const token = /"(?:[^"\\]|\\.)*"|\{[^}]*\}|\[[^\]]*\]|[A-Za-z_:][\w:]*|[^\s\w]|[\d.]\w*/g;

/**
 * The metrics that a query names. A label of `by` is needed of each metric between its parentheses, one of `on` of every metric,
 * one of the legend by a `by`, or where there is none, of every metric.
 *
 * @throws Error where `by` stands behind its parentheses, or the legend names a label that the query drops
 */
export function namedBy({ at, expr, legend }: Query): NamedMetric[] {
  const tokens: string[] = expr.match(token) ?? [];
  const named: NamedMetric[] = [];
  const kept: string[] = [];
  const ofEach: string[] = [];
  /** The labels that each open parenthesis needs of the metrics in it. */
  const open: string[][] = [];
  let next: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const word = tokens[i] as string;
    if (word === 'by' || word === 'on') {
      const end = tokens.indexOf(')', i);
      const labels = tokens.slice(i + 2, end).filter((each) => each !== ',');
      if (word === 'by' && tokens[end + 1] !== '(') throw new Error(`${at}: write by before the parentheses: ${expr}`);
      if (word === 'by') next = labels;
      (word === 'by' ? kept : ofEach).push(...labels);
      i = end;
    } else if (word === '(') {
      open.push(next);
      next = [];
    } else if (word === ')') open.pop();
    else if (/^[A-Za-z_:]/.test(word) && !words.has(word) && !['(', 'by'].includes(tokens[i + 1] ?? ''))
      named.push({ name: word, labels: labelsOf(tokens[i + 1] ?? '', open.flat()) });
  }
  const dropped = kept.length > 0 ? legend.filter((label) => !kept.includes(label)) : [];
  if (dropped.length > 0) throw new Error(`${at}: the legend names ${dropped}, which the query drops: ${expr}`);
  if (kept.length === 0) ofEach.push(...legend);
  for (const { labels } of named) for (const label of ofEach) if (!labels.has(label)) labels.set(label, []);
  return named;
}

function labelsOf(matchers: string, needed: readonly string[]): NamedMetric['labels'] {
  const labels = new Map<string, readonly string[]>(needed.map((label) => [label, []]));
  if (!matchers.startsWith('{')) return labels;
  for (const [, label = '', sign, value = ''] of matchers.matchAll(/(\w+)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"/g)) {
    const values = sign === '=~' ? value.split('|') : [value];
    labels.set(label, sign === '!~' ? [] : values.filter((each) => each !== '' && !/[*+(\\]/.test(each)));
  }
  return labels;
}

/** What of the metrics that a query names is not in the text of `/metrics`: a metric, a label, or a value of one. */
export function missingIn(metrics: string, query: Query): string[] {
  return namedBy(query).flatMap(({ name, labels }) => {
    const lines = metrics.split('\n').filter((line) => /^\w+/.exec(line)?.[0] === name);
    if (lines.length === 0) return [`${query.at}: there is no ${name}`];
    return [...labels]
      .filter(([label]) => !added.has(label))
      .flatMap(([label, values]) => {
        if (!lines.some((line) => line.includes(`${label}="`))) return [`${query.at}: ${name} has no ${label}`];
        const lacking = values.filter((value) => !lines.some((line) => line.includes(`${label}="${value}"`)));
        return lacking.map((value) => `${query.at}: ${name} has no ${label}="${value}"`);
      });
  });
}
