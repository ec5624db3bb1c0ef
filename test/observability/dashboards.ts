import { readdirSync, readFileSync } from 'node:fs';

export interface Panel {
  readonly id: number;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat?: string }[];
  readonly fieldConfig: {
    readonly defaults: { readonly unit?: string; readonly thresholds?: { readonly steps: readonly Step[] } };
  };
}
interface Step {
  /** Null is the lowest. */
  readonly value: number | null;
}

/** A dashboard of Grafana, as far as tests read it. */
export interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { name: string; type: string; query: string }[] };
  readonly panels: readonly Panel[];
}

const folder = 'docker/observability/grafana/dashboards';
export const dashboards: readonly Dashboard[] = readdirSync(folder).map((file) =>
  JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')),
);

export const rules = readFileSync('docker/observability/prometheus/alerts.yml', 'utf8');

/** The rules as text, one for each severity of an alert. */
export const eachRule = rules
  .split('      - alert: ')
  .slice(1)
  .map((text) => ({ alert: /^\w+/.exec(text)?.[0], severity: /severity: (\w+)/.exec(text)?.[1], text }));

/** What a link to a heading of `docs/operations.md` may have behind its `#`. */
export const headings: ReadonlySet<string> = new Set(
  readFileSync('docs/operations.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
);

/** A query of a panel or of a variable, as Prometheus may get it, and the labels that its legend names. */
export interface Query {
  readonly at: string;
  readonly expr: string;
  readonly legend: readonly string[];
}

/** The queries of the panels, and those that variables list their values by. */
export function queriesOf({ uid, templating, panels }: Dashboard): Query[] {
  const ofPanels = panels.flatMap(({ id, targets }) =>
    targets.map(({ expr, legendFormat = '' }) => ({
      at: `${uid} ${id}`,
      expr: withValues(expr),
      legend: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label as string),
    })),
  );
  const ofVariables = templating.list.flatMap(({ name, type, query }) => {
    if (type !== 'query') return [];
    const [, series = query, label = 'missing'] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
    return [{ at: `${uid} $${name}`, expr: withValues(series), legend: [label] }];
  });
  return [...ofPanels, ...ofVariables];
}

const withValues = (expr: string) =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '6h').replace(/\$\w+/g, '.*');
