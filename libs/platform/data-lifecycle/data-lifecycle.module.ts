import { Global, Module } from '@nestjs/common';
import { Erasures } from './erasure/erasures.js';

/** Provides `Erasures` to the whole application. */
@Global()
@Module({ providers: [Erasures], exports: [Erasures] })
export class DataLifecycleModule {}
