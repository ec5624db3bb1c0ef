export { fileBytes } from './file-bytes.js';
export { readLines } from './read-lines.js';
