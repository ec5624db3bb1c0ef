import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  small: { 'platform.cutovers': 'one row a cutover' },
};
