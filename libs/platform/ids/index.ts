export { isUuid, isUuidV7, NIL_ID, uuidBytes, uuidOf } from './uuid.js';
export { idAt, newId, uuidTime } from './uuid-v7.js';
