import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  small: {
    'platform.migrations': 'one row a migration',
    'platform.partitioned_tables': 'one row a partitioned table',
  },
};
