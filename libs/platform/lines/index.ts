export { csvLine, textOfCell } from './csv.js';
export { fileBytes } from './file-bytes.js';
export { readLines } from './read-lines.js';
