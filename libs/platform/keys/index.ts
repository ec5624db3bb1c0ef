export { DataKey } from './data-key.js';
export { KeysModule } from './keys.module.js';
export { MasterKey } from './master-key.js';
