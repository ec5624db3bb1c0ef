export type { PublicKey, Signature } from './signatures.js';
export { Signatures } from './signatures.js';
export { SignaturesModule } from './signatures.module.js';
