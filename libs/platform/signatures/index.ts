export { signReceipt, verifyReceipt } from './receipts.js';
export { signaturesProblems } from './signatures.errors.js';
export { type PublicKey, type Signature, Signatures } from './signatures.js';
export { SignaturesModule } from './signatures.module.js';
export { publicKeysIn, signedText, verifySignature } from './verify.js';
