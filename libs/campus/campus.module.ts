import { Module } from '@nestjs/common';
import { Notifier } from './notifications/notifier.js';
import { Scopes } from './scopes/scopes.js';

/** What the routes and the jobs share. */
@Module({ providers: [Scopes, Notifier], exports: [Scopes, Notifier] })
export class CampusModule {}
