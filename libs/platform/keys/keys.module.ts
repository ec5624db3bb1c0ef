import { Global, Module } from '@nestjs/common';
import { MasterKey } from './master-key.js';

/** The key that seals the secrets of the whole house. */
@Global()
@Module({ providers: [MasterKey], exports: [MasterKey] })
export class KeysModule {}
