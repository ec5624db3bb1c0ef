/** Two runs of a coefficient may differ by so much of their mean. */
const MOST = 0.2;
/** A part that takes less than a quarter of the processor time of all parts counts as if it took a quarter. */
const LEAST_PART = 0.25;

/**
 * The coefficients of two runs beside former ones, which stay where the two differ too much.
 *
 * @param {Record<string, { unit: string, values: Record<string, number>, scenario: string }>[]} runs two
 * @param {Record<string, object>} former coefficients by name
 * @param about what is said of each: machine, commit and day
 * @returns {{ coefficients: Record<string, object>, differing: string[] }} `differing` are sentences
 */
export function merge([first, second], former, about) {
  const coefficients = { ...former };
  const differing = [];
  for (const [name, { unit, values, scenario }] of Object.entries(first)) {
    const deviations = deviationsOf(unit, values, second[name].values);
    // Processor time is of one thing, which all parts do together; other values are of different things.
    const isOne = unit.startsWith('ms of CPU');
    const parts = Object.keys(values);
    const bad = parts.filter((part) => !(deviations[part] <= MOST));
    const good = isOne && bad.length > 0 ? [] : parts.filter((part) => !bad.includes(part));
    differing.push(
      ...bad.map((part) => {
        const stays = former[name]?.values[part] === undefined ? 'It has no former value.' : 'Its former value stays.';
        return `${name}, ${part}: ${rounded(values[part])} and ${rounded(second[name].values[part])} ${unit}. ${stays}`;
      }),
    );
    if (good.length === 0) continue;
    const means = good.map((part) => [part, rounded((values[part] + second[name].values[part]) / 2)]);
    const spread = Math.round(100 * Math.max(...good.map((part) => deviations[part]))) / 100;
    const kept = isOne ? {} : former[name]?.values;
    coefficients[name] = { unit, values: { ...kept, ...Object.fromEntries(means) }, spread, scenario, ...about };
  }
  return { coefficients, differing };
}

/** How much two runs differ, by part, as a share of their mean. */
function deviationsOf(unit, first, second) {
  const mean = (part) => (first[part] + second[part]) / 2;
  const parts = Object.keys(first);
  const all = parts.reduce((sum, part) => sum + mean(part), 0);
  const least = unit.startsWith('ms of CPU') ? LEAST_PART * all : 0;
  const deviation = (part) => Math.abs(first[part] - second[part]) / Math.max(mean(part), least);
  // Nothing, or less than nothing, is no value.
  return Object.fromEntries(parts.map((part) => [part, all > 0 && mean(part) >= 0 ? deviation(part) : Infinity]));
}

/** Three digits. */
const rounded = (value) => Number(value.toPrecision(3));
