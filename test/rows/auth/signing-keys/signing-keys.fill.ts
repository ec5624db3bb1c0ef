import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'auth.signing_keys': 'a few keys, and those that they replaced within the last minutes' },
};
