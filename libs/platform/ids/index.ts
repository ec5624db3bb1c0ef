export { isUuid, uuidBytes, uuidOf } from './uuid.js';
export { newId, uuidTime } from './uuid-v7.js';
