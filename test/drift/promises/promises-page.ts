/** A promise, and whether it is reached. */
export interface PromiseRow {
  id: string;
  product: string;
  /** The owner's own words. */
  words: string;
  /** The spec, scenario or benchmark that measures it: a path from the root. */
  scenario?: string;
  /** The last measured value with its unit. */
  value?: string;
  /** The machine on which it was measured. */
  on?: string;
  status:
    | 'met'
    | 'missed'
    | 'not yet'
    | 'not reproducible here'
    | `${number} cores, from ${string}`
    | `planned at ${string}`;
}

const statuses = ['met', 'missed', 'not yet', 'not reproducible here'];
/** What a figure would take that this machine cannot carry, and the measured cost from which that follows. */
const cores = /^\d+ cores, from \S/;
/** A sum of money that `palier plan` worked out, and nobody paid. */
const planned = /^planned at \d.* euros a month, /;

const head = `# What was promised

Every number that the owners of the products wrote down, and what it is worth today. Generated from
[promises.json](promises.json) by \`npm run docs\`; a row without a scenario can only say "not yet".

| | product | promise | measured by | last value | on | status |
|---|---|---|---|---|---|---|
`;

/** What is wrong with the rows, empty when the page may be written. */
export function faultsOf(rows: readonly PromiseRow[], exists: (path: string) => boolean): string[] {
  return rows.flatMap(({ id, scenario, value, on, status }, i) => [
    ...(rows.findIndex((row) => row.id === id) < i ? [`${id} stands there twice.`] : []),
    ...(statuses.includes(status) || cores.test(status) || planned.test(status)
      ? []
      : [
          `${id} has the status "${status}": choose among ${statuses.join(', ')}, "4 cores, from …", and "planned at 6 euros a month, …".`,
        ]),
    ...(!scenario && status !== 'not yet' ? [`${id} has no scenario: it must say "not yet".`] : []),
    ...(scenario && !exists(scenario) ? [`${id} is measured by ${scenario}, which does not exist.`] : []),
    ...((/^(met|missed)$/.test(status) || cores.test(status) || planned.test(status)) && !(value && on)
      ? [`${id} has the status ${status} without a value and the machine on which it was measured.`]
      : []),
  ]);
}

/** The page for these rows. */
export function promisesPage(rows: readonly PromiseRow[]): string {
  const line = ({ id, product, words, scenario, value = '', on = '', status }: PromiseRow) => {
    const link = scenario ? `[${scenario}](../${scenario})` : '';
    return `| ${[id, product, words, link, value, on, status].join(' | ')} |`.replace(/ {2,}/g, ' ');
  };
  return `${head}${rows.map(line).join('\n')}\n`;
}
