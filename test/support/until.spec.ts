import { until } from './until.js';

describe('until', () => {
  afterEach(() => jest.useRealTimers());

  it('polls on while a test holds the timers', async () => {
    jest.useFakeTimers();
    let polls = 0;
    await until(() => {
      polls += 1;
      return polls > 2;
    });
    expect(polls).toBe(3);
  });
});
