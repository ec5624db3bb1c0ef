import { Global, Module } from '@nestjs/common';
import { Signatures } from './signatures.js';

/** Provides `Signatures` to the whole application. */
@Global()
@Module({ providers: [Signatures], exports: [Signatures] })
export class SignaturesModule {}
