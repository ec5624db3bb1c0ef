import { Global, Module } from '@nestjs/common';
import { Erasures } from './erasure/erasures.js';
import { PersonExports } from './export/person-exports.js';

/** Provides `Erasures` and `PersonExports` to the whole application. */
@Global()
@Module({ providers: [Erasures, PersonExports], exports: [Erasures, PersonExports] })
export class DataLifecycleModule {}
