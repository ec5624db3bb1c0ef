export { forgetPerson } from './forget-person.js';
export { Idempotent } from './idempotent.js';
