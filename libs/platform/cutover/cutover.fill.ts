import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  small: { 'platform.moves': 'one row a move to another database' },
};
