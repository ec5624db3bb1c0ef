const load = () => import(`${'./prediction'}.mjs`);

const coefficients = {
  stores: { values: { api: 0.5, database: 0.2 } },
  signIn: { values: { api: 30, jobs: 1 } },
  process: { values: { api: 150, apiAtWork: 200 } },
  connection: { values: { api: 8 } },
};

describe('what a deployment takes by coefficients', () => {
  it('is the sum of rates times milliseconds, by part', async () => {
    const { predictCores } = await load();
    expect(predictCores(coefficients, { stores: 400, signIn: 10 })).toEqual({ api: 0.5, database: 0.08, jobs: 0.01 });
  });

  it('is the memory of processes at work and of their connections', async () => {
    const { predictMegabytes } = await load();
    expect(predictMegabytes(coefficients, { processes: 2, connections: 1024 })).toBe(408);
  });

  it('needs each coefficient', async () => {
    const { predictCores, predictMegabytes } = await load();
    expect(() => predictCores(coefficients, { readers: 1 })).toThrow('The file has no coefficient readers: measure it');
    const { connection } = coefficients;
    const few = { connection, process: { values: { api: 150 } } };
    expect(() => predictMegabytes(few, { processes: 1, connections: 0 })).toThrow('no coefficient process, apiAtWork');
  });

  it.each([
    ['api', 0.5, 0.4, 'as predicted'],
    ['api', 0.51, 0.4, 'differs'],
    ['api', 0.29, 0.4, 'differs'],
    ['jobs', 0.019, 0.001, 'too little to judge'],
    ['jobs', 0.001, 0.021, 'differs'],
    ['jobs', 0.021, 0.001, 'differs'],
    ['memory', 230, 200, 'as predicted'],
    ['memory', 231, 200, 'differs'],
    ['memory', 0, 0.01, 'differs'],
  ])('%s: %d predicted and %d measured is "%s"', async (part, predicted, measured, verdict) => {
    const { judge } = await load();
    expect(judge(part, predicted, measured)).toBe(verdict);
  });
});
