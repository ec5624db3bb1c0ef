import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: {
    'platform.migrations': 'one row a migration',
    'platform.function_files': 'one row a text of a file of functions',
    'platform.data_catalogue': 'one row a table',
    'platform.deployment': 'one row',
  },
};
