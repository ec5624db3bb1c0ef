import { Global, Module } from '@nestjs/common';
import { MasterKey } from './master-key.js';

/** The key that seals the secrets of the whole deployment. */
@Global()
@Module({ providers: [MasterKey], exports: [MasterKey] })
export class KeysModule {}
