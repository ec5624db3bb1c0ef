import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'platform.signature_keys': 'one key, and one for each rotation by an operator' },
};
