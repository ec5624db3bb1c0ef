import { products } from '../products/products.js';
import { contrastWithWhite, leastContrast } from './contrast.js';

describe('the contrast of white text', () => {
  test.each([
    ['#ffffff', 1],
    ['#000000', 21],
    // The greys on both sides of the minimum.
    ['#767676', 4.54],
    ['#777777', 4.48],
    ['#ff0000', 4],
  ])('on %s is %d', (colour, contrast) => expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 2));

  test.each(products)('is enough on the colour of $id', ({ branding }) => {
    expect(contrastWithWhite(branding.colour)).toBeGreaterThanOrEqual(leastContrast);
  });
});
