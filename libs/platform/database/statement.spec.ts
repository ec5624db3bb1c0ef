import { declaredStatements, statement } from './statement.js';

describe('A statement', () => {
  it('has the SQL that follows its name, with what the text puts into it, and its options', () => {
    const columns = 'id, body';
    const byId = statement<{ id: string }, [id: string]>('test.notes.by-id', { timesAsText: true })`
      select ${columns} from notes where id = $1 limit ${1}`;
    expect(byId).toEqual({
      name: 'test.notes.by-id',
      text: 'select id, body from notes where id = $1 limit 1',
      timesAsText: true,
    });
    expect(declaredStatements()).toContain(byId);
  });

  it('reads escapes as other texts do', () => {
    expect(statement('test.notes.escaped')`select '\\s' as space`.text).toBe("select '\\s' as space");
  });

  it('may be declared again with the same text alone', () => {
    const declare = (text: string) => statement('test.notes.again')`select ${text}`;
    declare('1');
    expect(() => declare('1')).not.toThrow();
    expect(() => declare('2')).toThrow('The statement test.notes.again is declared twice.');
  });

  it('has a name of 63 bytes at most, as PostgreSQL keeps of it', () => {
    expect(() => statement(`test.${'é'.repeat(29)}`)).not.toThrow();
    expect(() => statement(`test.${'é'.repeat(29)}x`)).toThrow('is longer than 63 bytes');
  });
});
