import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'platform.flags': 'one row a declared flag at most' },
};
