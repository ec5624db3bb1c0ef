export { PersonKeys, PersonKeysModule, personKey } from './person-keys.js';
