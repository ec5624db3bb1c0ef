export { type FormWords, formFault } from './form-fault.js';
export { nearestName } from './nearest-name.js';
export { slugFrom, tagFrom } from './slug-from.js';
export { didYouMean, unknownName } from './unknown-name.js';
