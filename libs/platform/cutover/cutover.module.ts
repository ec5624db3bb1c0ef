import { Module } from '@nestjs/common';
import { Cutovers } from './cutovers.js';

/** For background work that must pause during a cutover. */
@Module({ providers: [Cutovers], exports: [Cutovers] })
export class CutoverModule {}
