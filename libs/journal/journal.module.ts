import { Module } from '@nestjs/common';
import { Changes } from './changes/changes.js';
import { Records } from './changes/records.js';
import { ExportedTexts } from './journals/exported-texts.js';
import { Journals } from './journals/journals.js';
import { TextQuota } from './journals/text-room.js';
import { TenantTimeZones } from './profile/tenant-time-zones.js';
import { Entitlements } from './purchases/entitlements.js';

/** What both the routes and the jobs of the journal use. */
@Module({
  providers: [Changes, Entitlements, ExportedTexts, Journals, Records, TenantTimeZones, TextQuota],
  exports: [Changes, Entitlements, Journals, Records, TenantTimeZones],
})
export class JournalModule {}
