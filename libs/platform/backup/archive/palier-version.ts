/** The version in package.json, which code cannot read wherever it runs; a test holds both together. */
export const PALIER_VERSION = '0.1.0';
