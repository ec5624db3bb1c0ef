export { type ArchiveContents, uploadLimits } from './archive-entry.js';
export { type ArchiveReason, archiveReasons } from './archive-reasons.js';
export { archiveRefused, shownName } from './archives.errors.js';
export { pathKey, pathProblem, reservedFolder } from './file-path.js';
export { type ArchiveFile, type InspectedArchive, inspectArchive } from './inspect-archive.js';
export { inspectTarball, isGzip } from './inspect-tarball.js';
export { pathReasons } from './path-reasons.js';
export { withoutSystemFiles } from './system-files.js';
