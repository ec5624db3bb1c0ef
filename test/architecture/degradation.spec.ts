import '../../apps/contexts.js';
import { declaredDegradations } from '#platform/degradation';

it('cuts something at each degradation level', () => {
  const levels = new Set(declaredDegradations().map(({ from }) => from));
  expect([...levels]).toEqual([1, 2, 3, 4]);
});
