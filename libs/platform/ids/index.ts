export { newId, uuidTime } from './uuid-v7.js';
