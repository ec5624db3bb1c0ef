import { StreamPlace } from './stream-place.js';

const now = 1_800_000_000_000;

describe('the place in the stream', () => {
  it('begins where it looks back to, and continues after the last entry', () => {
    const place = new StreamPlace(now, 660_000);
    expect(place.from).toBe(`${now - 660_000}-0`);
    expect(place.advance(`${now}-2`)).toBe(true);
    expect(place.from).toBe(`${now}-2`);
  });

  it('goes ten seconds back at an interruption, once however often it is retried, and recognises entries read again', () => {
    const place = new StreamPlace(now - 60_000, 660_000);
    place.advance(`${now}-2`);
    place.rewind(now + 100);
    place.rewind(now + 200);
    expect(place.from).toBe(`${now - 10_000}-0`);
    expect(place.advance(`${now}-1`)).toBe(false);
    expect(place.advance(`${now}-2`)).toBe(false);
    expect(place.advance(`${now}-10`)).toBe(true);
  });

  it('goes no further back than it looks, however long the interruption was', () => {
    const place = new StreamPlace(now, 660_000);
    place.rewind(now + 3_600_000);
    expect(place.from).toBe(`${now + 3_600_000 - 660_000}-0`);
  });
});
