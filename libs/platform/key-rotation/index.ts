export { KeyRotationModule } from './key-rotation.module.js';
export { MasterKeyRotation, type Rotation } from './master-key-rotation.js';
