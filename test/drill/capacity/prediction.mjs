// Predicts what a deployment takes by the coefficients of docs/capacity.json, and compares it with what it took.

/** Differences as a share of what was measured. */
const MOST = { cores: 0.25, memory: 0.15 };
/** Parts that take fewer cores are not judged: a tick of the processor's clock counts too much. */
const FEWEST_CORES = 0.02;

/**
 * The cores that each part takes.
 *
 * @param {Record<string, { values: Record<string, number> }>} coefficients milliseconds by part
 * @param {Record<string, number>} rates a second, by the name of the coefficient
 * @throws Error where a coefficient is missing
 */
export function predictCores(coefficients, rates) {
  const cores = {};
  for (const [name, rate] of Object.entries(rates)) {
    for (const [part, milliseconds] of Object.entries(valuesOf(coefficients, name))) {
      cores[part] = (cores[part] ?? 0) + (rate * milliseconds) / 1000;
    }
  }
  return cores;
}

/** The megabytes of API processes at work. @throws Error where a coefficient is missing */
export function predictMegabytes(coefficients, { processes, connections }) {
  const [{ apiAtWork }, { api }] = ['process', 'connection'].map((name) => valuesOf(coefficients, name));
  if (apiAtWork === undefined) throw missing('process, apiAtWork');
  return processes * apiAtWork + (connections * api) / 1024;
}

function valuesOf(coefficients, name) {
  const { values } = coefficients[name] ?? {};
  if (values === undefined) throw missing(name);
  return values;
}

const missing = (name) =>
  new Error(
    `The file has no coefficient ${name}: measure it with "npm run load -- --coefficients docs/capacity.json".`,
  );

/** Compares cores of a part, or megabytes where it is `memory`. @returns {'as predicted' | 'differs' | 'too little to judge'} */
export function judge(part, predicted, measured) {
  const isMemory = part === 'memory';
  if (!isMemory && predicted < FEWEST_CORES && measured < FEWEST_CORES) return 'too little to judge';
  return Math.abs(predicted - measured) <= MOST[isMemory ? 'memory' : 'cores'] * measured ? 'as predicted' : 'differs';
}
