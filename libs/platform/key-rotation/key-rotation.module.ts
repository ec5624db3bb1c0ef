import { Global, Module } from '@nestjs/common';
import { KeyHolders } from './key-holders.js';
import { MasterKeyRotation } from './master-key-rotation.js';
import { SealedValues } from './sealed-values.js';

/** For every process: it tells which master keys it has, so that the key is rotated under all of them. */
@Global()
@Module({ providers: [KeyHolders, MasterKeyRotation, SealedValues], exports: [MasterKeyRotation, SealedValues] })
export class KeyRotationModule {}
