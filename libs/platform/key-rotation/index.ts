export { KeyRotationModule } from './key-rotation.module.js';
export { MasterKeyRotation, type Rotation } from './master-key-rotation.js';
export { admitNewKey, requireMasterKey, SealedValues, sampleSealed } from './sealed-values.js';
