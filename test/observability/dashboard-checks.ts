import { type Dashboard, type eachRule, headings, type Panel } from './dashboards.js';

type Rule = (typeof eachRule)[number];
const COLUMNS = 24;

/** What is wrong with a dashboard by itself: its panels, their places, and variables that it uses without declaring them. */
export function mistakesOf(dashboard: Dashboard): string[] {
  const { uid, schemaVersion, templating, panels } = dashboard;
  const declared = templating.list.map(({ name }) => name);
  const used = [...JSON.stringify(dashboard).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name as string);
  return [
    ...(schemaVersion >= 39 ? [] : [`${uid} has schemaVersion ${schemaVersion}`]),
    ...[...new Set(used)].filter((name) => !declared.includes(name)).map((name) => `${uid} does not declare ${name}`),
    ...panels.flatMap((panel, i) => {
      const { x, w } = panel.gridPos;
      const before = panels.slice(0, i);
      return [
        ...(panel.title ? [] : ['has no title']),
        ...(panel.description ? [] : ['has no description']),
        ...(panel.fieldConfig.defaults.unit ? [] : ['has no unit']),
        ...(panel.targets.length > 0 ? [] : ['has no query']),
        ...(x >= 0 && x + w <= COLUMNS ? [] : ['is outside the grid']),
        ...(before.some(({ id }) => id === panel.id) ? ['has the id of another'] : []),
        ...before.filter((other) => overlap(other, panel)).map(({ id }) => `overlaps ${id}`),
      ].map((mistake) => `${uid} ${panel.id} ${mistake}`);
    }),
  ];
}

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Links of a text that lead nowhere: to a panel, with a variable that its dashboard lacks, or to a heading of the operations. */
export function deadLinks(text: string, all: readonly Dashboard[]): string[] {
  const toPanels = [...text.matchAll(/\/d\/([\w-]+)\?viewPanel=(\d+)([^"'\s]*)/g)].filter(([, uid, id, query = '']) => {
    const target = all.find((dashboard) => dashboard.uid === uid);
    const variables = [...query.matchAll(/var-(\w+)=/g)].map(([, name]) => name);
    const declared = target?.templating.list.map(({ name }) => name);
    return (
      !target?.panels.some((panel) => panel.id === Number(id)) ||
      !variables.every((name) => declared?.includes(name ?? ''))
    );
  });
  const toHeadings = [...text.matchAll(/docs\/operations\.md#([\w-]+)/g)].filter(
    ([, heading = '']) => !headings.has(heading),
  );
  return [...toPanels, ...toHeadings].map(([link]) => link);
}

/** Whether the panel of a rule's link has the threshold of the rule; more than 0, and not 0, are 1 there, and a forecast below 0 needs none. */
export function hasThreshold({ text }: Rule, all: readonly Dashboard[]): boolean {
  const [, uid, id] = /panel: '?\/d\/([\w-]+)\?viewPanel=(\d+)/.exec(text) ?? [];
  const panel = all.find((dashboard) => dashboard.uid === uid)?.panels.find((one) => one.id === Number(id));
  const [, factor = '', times = '1'] = / (?:[<>]=?|==) ([\d.]+)(?: \* ([\d.]+))?$/m.exec(text) ?? [];
  if (/ < 0$/m.test(text)) return panel !== undefined;
  const wanted = factor === '0' ? [1] : [Number(factor), Number(factor) * Number(times)];
  return (
    panel?.fieldConfig.defaults.thresholds?.steps.some(({ value }) => wanted.includes(value ?? Number.NaN)) ?? false
  );
}
