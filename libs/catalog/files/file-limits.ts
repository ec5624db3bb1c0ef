/** The largest file of a version, in bytes. */
export const largestFile = 100 * 1024 * 1024;
/** The largest archive, and the most bytes that all files of a version have. */
export const largestArchive = 1024 * 1024 * 1024;
/** The most files of a version. */
export const mostFiles = 10_000;
