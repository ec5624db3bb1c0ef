/**
 * One text of metrics of those of several processes: each series gets the label `process`, and each family is described once.
 *
 * @param texts in the text format of Prometheus, by the name of the process
 */
export function mergeMetrics(texts: ReadonlyMap<string, string>): string {
  const families = new Map<string, { about: string[]; series: string[] }>();
  for (const [process, text] of texts) {
    let family = familyOf(families, '');
    for (const line of text.split('\n')) {
      const [, name] = /^# (?:HELP|TYPE) (\S+)/.exec(line) ?? [];
      if (name !== undefined) {
        family = familyOf(families, name);
        if (!family.about.includes(line)) family.about.push(line);
      } else if (line !== '') family.series.push(labelled(line, process));
    }
  }
  return [...families.values()].map(({ about, series }) => [...about, ...series, ''].join('\n')).join('');
}

function familyOf<T extends { about: string[]; series: string[] }>(
  families: Map<string, T | { about: string[]; series: string[] }>,
  name: string,
) {
  const family = families.get(name) ?? { about: [], series: [] };
  families.set(name, family);
  return family;
}

/** The name of a series ends with its labels, or with the space before its value. */
function labelled(line: string, process: string): string {
  return line.replace(
    /^([^{ ]+)(?:\{| )/,
    (start, name) => `${name}{process="${process}"${start.endsWith('{') ? ',' : '} '}`,
  );
}
