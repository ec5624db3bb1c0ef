/** The version in package.json, which is not readable everywhere the code runs; a test requires that both agree. */
export const PALIER_VERSION = '0.1.0';
