import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'platform.cutovers': 'one row a cutover' },
};
