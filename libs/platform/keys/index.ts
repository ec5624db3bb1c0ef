export { DataKey } from './data-key.js';
export { KeysModule } from './keys.module.js';
export { MasterKey } from './master-key.js';
export { idOf, type MasterKeyFile } from './master-key-file.js';
