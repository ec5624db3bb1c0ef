import { newId } from '#platform/ids';

/** Sets the clock of this process back by so many milliseconds, as a time server does, until `mockRestore`. */
export function setBack(ms: number): jest.SpyInstance<number, []> {
  // The latest id holds the time from which the clock is set back.
  newId();
  const real = Date.now.bind(Date);
  return jest.spyOn(Date, 'now').mockImplementation(() => real() - ms);
}
