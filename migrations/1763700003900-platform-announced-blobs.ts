import { migration } from '#platform/database';

/** Who erases a person deletes the files at once, and must know which of them an upload waits for. */
export const PlatformAnnouncedBlobs1763700003900 = migration(
  // Uploads that announced a blob and have not referred to it yet; what died since its announcement counts for a day.
  `alter table platform.blobs
    add column announcements integer not null default 0,
    add column announced_at timestamptz(3);
  grant update (announcements, announced_at) on platform.blobs to palier_app`,
);
