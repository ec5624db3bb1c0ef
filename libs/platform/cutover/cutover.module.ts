import { Module } from '@nestjs/common';
import { Cutovers } from './cutovers.js';

/** For what works by itself and must rest while the deployment moves. */
@Module({ providers: [Cutovers], exports: [Cutovers] })
export class CutoverModule {}
