import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'tenants.directory_version': 'one row' },
};
