import { planNames } from '#platform/tenancy';
import { productById, products } from './products.js';

describe('the products', () => {
  test('are the five, each found by its id', () => {
    expect(products.map(({ id }) => id)).toEqual(['wistant', 'veille', 'journeys', 'etude-line', 'velo']);
    for (const product of products) expect(productById(product.id)).toBe(product);
    expect(productById('constructor')).toBeUndefined();
  });

  test.each(products)('$id has four plans, each with higher limits than the one before', ({ plans }) => {
    expect(Object.keys(plans)).toEqual([...planNames]);
    const limits = planNames.map((name) => Object.values(plans[name].limits).map((limit) => limit ?? Infinity));
    for (const [i, larger] of limits.slice(1).entries()) {
      for (const [j, limit] of larger.entries()) expect(limit).toBeGreaterThan(limits[i]?.[j] ?? Infinity);
    }
  });
});
