import { isUuid, isUuidV7, uuidBytes, uuidOf } from './uuid.js';
import { newId } from './uuid-v7.js';

describe('a UUID', () => {
  it('is read back from its 16 bytes', () => {
    const id = newId();
    expect(uuidBytes(id)).toHaveLength(16);
    expect(uuidOf(uuidBytes(id))).toBe(id);
  });

  it.each(['', 'none', '0198C2F4-7F3E-7C55-9B1E-3B1C9A2D4E5F', '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f\n'])(
    'is not %j',
    (text) => expect(isUuid(text)).toBe(false),
  );

  it('is recognised in lower case', () => expect(isUuid(newId())).toBe(true));

  it('is told from those of other versions and variants', () => {
    expect(isUuidV7(newId())).toBe(true);
    expect(isUuidV7(newId().toUpperCase())).toBe(false);
    expect(isUuidV7('0198c2f4-7f3e-4c55-9b1e-3b1c9a2d4e5f')).toBe(false);
    expect(isUuidV7('0198c2f4-7f3e-7c55-cb1e-3b1c9a2d4e5f')).toBe(false);
  });
});
