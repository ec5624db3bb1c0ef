import { sensors } from './sensors.js';

describe.each(sensors)('the sensor $name', ({ unit, thresholds, lastsMs, everyMs, apartMs }) => {
  it('leaves a level well below where it is reached, so that it does not change to and fro', () => {
    const counts = unit === 'open' || unit === 'full';
    for (const { up, down } of Object.values(thresholds)) expect(down).toBeLessThanOrEqual(counts ? up : up / 3);
    const ups = Object.values(thresholds).map(({ up }) => up);
    expect(ups).toEqual([...ups].sort((a, b) => a - b));
  });

  it('heeds only what lasts, as several readings in a row see it', () => {
    for (const lasts of [lastsMs.up, lastsMs.down]) expect(lasts).toBeGreaterThanOrEqual(5000);
    expect(lastsMs.up).toBeGreaterThan(2 * everyMs);
    expect(apartMs).toBeGreaterThan(2 * everyMs);
  });
});
