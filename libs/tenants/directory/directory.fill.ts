import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  small: { 'tenants.directory_version': 'one row' },
};
