import { Module } from '@nestjs/common';
import { Scopes } from './scopes/scopes.js';

/** What the routes and the jobs share. */
@Module({ providers: [Scopes], exports: [Scopes] })
export class CampusModule {}
