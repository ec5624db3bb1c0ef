export { KeyRotationModule } from './key-rotation.module.js';
export { MasterKeyRotation, type Rotation } from './master-key-rotation.js';
export {
  admitNewKey,
  countSealed,
  requireMasterKey,
  type SealedSample,
  SealedValues,
  sampleSealed,
} from './sealed-values.js';
