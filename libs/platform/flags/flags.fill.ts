import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  small: { 'platform.flags': 'one row a declared flag at most' },
};
