import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = { small: { 'platform.degradation': 'one row' } };
