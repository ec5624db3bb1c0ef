import { Module } from '@nestjs/common';
import { Notifier } from './notifications/notifier.js';
import { ScopedOperations } from './scopes/scoped-operations.js';
import { Scopes } from './scopes/scopes.js';

/** What the routes and the jobs share. */
@Module({ providers: [Scopes, ScopedOperations, Notifier], exports: [Scopes, ScopedOperations, Notifier] })
export class CampusModule {}
